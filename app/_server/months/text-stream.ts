/** Texts as a stream of bytes, each asked for when the one before was taken; whoever leaves ends them. */
export function textStream(texts: AsyncGenerator<string, void, undefined>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { value, done } = await texts.next();
        if (done || value === undefined) return controller.close();
        controller.enqueue(encoder.encode(value));
      },
      cancel: async () => {
        await texts.return();
      },
    },
    { highWaterMark: 1 },
  );
}
