import { useState } from "react";
import type { RunAsked, RunWatch } from "@/lib/client/streamed-run";
import type { BacktestReply } from "@/lib/contract/backtest";
import { type Finished, useRecordedRun } from "./use-recorded-run";

/** A run that ended well, with the draft it was of. */
export type FinishedRun = Finished<BacktestReply>;

async function ask(asked: RunAsked, watch: RunWatch): Promise<BacktestReply> {
  const { runBacktest } = await import("@/lib/client/backtest");
  return runBacktest(asked, watch);
}

/** Runs back-tests one after the other, keeps the last result, and one more to compare it with. */
export function useBacktest() {
  const runs = useRecordedRun(ask);
  const [pinned, setPinned] = useState<FinishedRun | null>(null);
  return { ...runs, pinned, keep: () => setPinned(runs.last), forget: () => setPinned(null) };
}
export type BacktestRuns = ReturnType<typeof useBacktest>;
