import type { BacktestReply, backtestOperation } from "@/lib/contract/backtest";
import { type RunAsked, type RunWatch, streamRun } from "./streamed-run";

const PATH: typeof backtestOperation.path = "/api/v1/policies/{tier}/backtest";

/** Runs a draft over recorded traffic; see streamRun. */
export function runBacktest(asked: RunAsked, watch: RunWatch): Promise<BacktestReply> {
  const lineSchema = async () => {
    const [{ runLineSchema }, { backtestReplySchema }] = await Promise.all([
      import("@/lib/contract/run-line"),
      import("@/lib/contract/backtest"),
    ]);
    return runLineSchema(backtestReplySchema);
  };
  return streamRun({ path: PATH, asked, ...watch, lineSchema });
}
