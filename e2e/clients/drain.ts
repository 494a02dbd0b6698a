/** Reads a stream to its end, or no further than its first part; what is none is left alone. */
export async function drain(answer: unknown, isLeft = false): Promise<void> {
  if (!isStream(answer)) return;
  for await (const _ of answer) if (isLeft) break;
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}
