import type { RunLine } from "@/lib/contract/run-line";
import { knownError } from "@/lib/http/known-error";
import { t } from "@/lib/messages/translate";

import type { Tracking } from "./tracking";

/** Work as lines of JSON: progress, then the result, or the error; it is cancelled when nobody reads on. */
export function backtestLines<Reply>(
  run: (tracking: Tracking) => Promise<Reply>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = new AbortController();
  let isOver = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (line: RunLine<Reply>) => {
        if (!isOver) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      const end = (line: RunLine<Reply>) => {
        send(line);
        if (!isOver) controller.close();
        isOver = true;
      };
      send({ progress: 0 });
      run({
        signal: AbortSignal.any([signal, left.signal]),
        onProgress: (share) => send({ progress: Math.min(1, share) }),
      }).then(
        (result) => end({ result }),
        (error: unknown) => {
          if (isOver || signal.aborted)
            return end({ error: { code: "CONFLICT", message: t("The back-test was cancelled") } });
          const { code, message } = knownError(error);
          end({ error: { code, message } });
        },
      );
    },
    cancel() {
      isOver = true;
      left.abort();
    },
  });
}
