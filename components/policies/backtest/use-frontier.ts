import type { RunAsked, RunWatch } from "@/lib/client/streamed-run";
import type { FrontierReply } from "@/lib/contract/frontier";
import { type RecordedRun, useRecordedRun } from "./use-recorded-run";

export type FrontierRuns = RecordedRun<FrontierReply>;

async function ask(asked: RunAsked, watch: RunWatch): Promise<FrontierReply> {
  const { runFrontier } = await import("@/lib/client/frontier");
  return runFrontier(asked, watch);
}

/** Back-tests policies around the draft, and keeps the last result. */
export function useFrontier(): FrontierRuns {
  return useRecordedRun(ask);
}
