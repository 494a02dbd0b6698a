import type { BacktestInput } from "@/app/_server/backtest/run-backtest";
import type { BacktestReply } from "@/lib/contract/backtest";
import type { FrontierReply } from "@/lib/contract/frontier";
import type { RehearsalReply } from "@/lib/contract/rehearsal";

/** Work on recorded traffic, named by whoever asks for it; rejects as CONFLICT where it was cancelled. */
type Tracked<Input, Reply> = (input: { id: number } & Input) => Promise<Reply>;

/** What the thread of the back-tests is asked; it runs one at a time. */
export type BacktestCalls = {
  run: Tracked<BacktestInput, BacktestReply>;
  rehearse: Tracked<BacktestInput, RehearsalReply>;
  sweep: Tracked<BacktestInput, FrontierReply>;
  /** The share of a run that is done; 0 of one it does not know. */
  progress: (id: number) => Promise<number>;
  /** Ends a run at its next pause; resolves at once. */
  cancel: (id: number) => Promise<void>;
  end: (input: null) => Promise<void>;
};
