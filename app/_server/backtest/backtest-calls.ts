import type { BacktestInput } from "@/app/_server/backtest/run-backtest";
import type { BacktestReply } from "@/lib/contract/backtest";

/** What the thread of the back-tests is asked; it runs one at a time. */
export type BacktestCalls = {
  /** Rejects as CONFLICT where it was cancelled. */
  run: (input: { id: number } & BacktestInput) => Promise<BacktestReply>;
  /** The share of a run that is done; 0 of one it does not know. */
  progress: (id: number) => Promise<number>;
  /** Ends a run at its next pause; resolves at once. */
  cancel: (id: number) => Promise<void>;
  end: (input: null) => Promise<void>;
};
