import { useEffect, useRef, useState } from "react";
import type { BacktestReply } from "@/lib/contract/backtest";
import type { TierPolicy } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";

/** A run that ended well, with the draft it was of. */
export type FinishedRun = { policy: TierPolicy; reply: BacktestReply };

type Asked = { policy: TierPolicy; from: string; to: string };

/** Runs back-tests one after the other, keeps the last result, and one more to compare it with. */
export function useBacktest() {
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [last, setLast] = useState<FinishedRun | null>(null);
  const [pinned, setPinned] = useState<FinishedRun | null>(null);
  const running = useRef<AbortController | null>(null);
  // Nobody waits for it any more.
  useEffect(() => () => running.current?.abort(), []);

  async function run(asked: Asked) {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const isCurrent = () => running.current === controller;
    setProgress(0);
    setError(null);
    try {
      const { runBacktest } = await import("@/lib/client/backtest");
      const onProgress = (share: number) => isCurrent() && setProgress(share);
      const reply = await runBacktest(asked, {
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

  return {
    progress,
    error,
    last,
    pinned,
    run,
    cancel: () => running.current?.abort(),
    keep: () => setPinned(last),
    forget: () => setPinned(null),
  };
}
export type BacktestRuns = ReturnType<typeof useBacktest>;

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return t("The server did not answer");
  const fields = "fields" in error && typeof error.fields === "object" && error.fields ? error.fields : {};
  const details = Object.values(fields).flat().map(String);
  return details.length > 0 ? details.join(". ") : error.message;
}
