import type { BundleHub } from "./bundle-hub";

export type BundleEventsOptions<Caller> = {
  hub: BundleHub<Caller>;
  caller: Caller;
  /** What the client has already, from Last-Event-ID. */
  knownId: string | null;
  /** Ends the stream: the client left. */
  signal: AbortSignal;
};

/** So many messages may wait for a client that does not take them; it gets the newest bundle when it does again. */
const WAITING_MAX = 4;
const encoder = new TextEncoder();

/** Bundles as server-sent events: the active one unless the client has it, then each new one; comments in between. */
export function bundleEvents<Caller>(options: BundleEventsOptions<Caller>): ReadableStream<Uint8Array> {
  const { hub, caller, knownId, signal } = options;
  let leave = () => undefined as unknown;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const end = () => {
          leave();
          controller.close();
        };
        const leaveHub = hub.join({
          caller,
          known: knownId,
          isReady: () => (controller.desiredSize ?? 0) > 0,
          send: ({ events }) => controller.enqueue(events),
          comment: (text) => controller.enqueue(encoder.encode(`: ${text}\n\n`)),
          end,
          drop: () => {
            leave();
            controller.error(new Error("The client takes nothing"));
          },
        });
        leave = () => {
          leaveHub();
          signal.removeEventListener("abort", end);
        };
        if (signal.aborted) return end();
        signal.addEventListener("abort", end);
        controller.enqueue(encoder.encode("retry: 2000\n\n"));
        void hub.look();
      },
      cancel: () => void leave(),
    },
    new CountQueuingStrategy({ highWaterMark: WAITING_MAX }),
  );
}
