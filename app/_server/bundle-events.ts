import type { StoredBundle } from "@/db/policies/build-bundle";
import { type ErrorCode, isAppError } from "@/lib/contract/error";

export type BundleEventsOptions = {
  /** The bundle in force, read anew; throws UNAUTHENTICATED or FORBIDDEN once the reader may not know it any more. */
  read: () => Promise<StoredBundle>;
  subscribe: (callback: () => void) => Promise<() => void>;
  /** The version the client has already, from Last-Event-ID. */
  knownVersion: string | null;
  heartbeatMs: number;
  /** Ends the stream: the client left, or the process is shutting down. */
  signal: AbortSignal;
};

const REFUSALS = new Set<ErrorCode>(["UNAUTHENTICATED", "FORBIDDEN"]);

/** Bundles as server-sent events: the one in force unless the client has it, then each new one; comments in between. */
export function bundleEvents(options: BundleEventsOptions): ReadableStream<Uint8Array> {
  const { read, subscribe, heartbeatMs, signal } = options;
  const encoder = new TextEncoder();
  let isOver = false;
  let stop = () => {
    isOver = true;
  };
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      let known = options.knownVersion;
      let sending = Promise.resolve();
      const send = () => {
        sending = sending.then(async () => {
          if (isOver) return;
          const { version, body } = await read();
          if (String(version) === known || isOver) return;
          known = String(version);
          controller.enqueue(encoder.encode(`id: ${version}\nevent: bundle\ndata: ${body}\n\n`));
        });
        // A database that is away for a moment is asked again at the next notice or heartbeat.
        sending = sending.catch((error: unknown) => {
          if (isAppError(error) && REFUSALS.has(error.code) && !isOver) end();
        });
      };
      const unsubscribe = await subscribe(send);
      const isLeft = isOver;
      const heartbeat = setInterval(() => {
        controller.enqueue(encoder.encode(": still here\n\n"));
        send();
      }, heartbeatMs);
      stop = () => {
        isOver = true;
        clearInterval(heartbeat);
        unsubscribe();
        signal.removeEventListener("abort", end);
      };
      const end = () => {
        stop();
        controller.close();
      };
      // The client may have left while the subscription was being made.
      if (isLeft) return stop();
      if (signal.aborted) return end();
      signal.addEventListener("abort", end);
      controller.enqueue(encoder.encode("retry: 2000\n\n"));
      send();
    },
    cancel: () => stop(),
  });
}
