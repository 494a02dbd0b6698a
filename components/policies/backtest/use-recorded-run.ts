import { useEffect, useRef, useState } from "react";
import type { RunAsked, RunWatch } from "@/lib/client/streamed-run";
import type { TierPolicy } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";

/** Work that ended well, with the draft it was of. */
export type Finished<Reply> = { policy: TierPolicy; reply: Reply };

type Ask<Reply> = (asked: RunAsked, watch: RunWatch) => Promise<Reply>;

/** Has work done on a draft's recorded traffic, one after the other, and keeps the last result. */
export function useRecordedRun<Reply>(ask: Ask<Reply>) {
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [last, setLast] = useState<Finished<Reply> | null>(null);
  const running = useRef<AbortController | null>(null);
  // Nobody waits for it any more.
  useEffect(() => () => running.current?.abort(), []);

  async function run(asked: RunAsked) {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const isCurrent = () => running.current === controller;
    setProgress(0);
    setError(null);
    try {
      const onProgress = (share: number) => isCurrent() && setProgress(share);
      const reply = await ask(asked, {
        signal: controller.signal,
        onProgress: (share) => void onProgress(share),
      });
      if (isCurrent()) setLast({ policy: asked.policy, reply });
    } catch (caught) {
      if (isCurrent() && !controller.signal.aborted) setError(messageOf(caught));
    } finally {
      if (isCurrent()) setProgress(null);
    }
  }

  return { progress, error, last, run, cancel: () => running.current?.abort() };
}
export type RecordedRun<Reply> = ReturnType<typeof useRecordedRun<Reply>>;

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return t("The server did not answer");
  const fields = "fields" in error && typeof error.fields === "object" && error.fields ? error.fields : {};
  const details = Object.values(fields).flat().map(String);
  return details.length > 0 ? details.join(". ") : error.message;
}
