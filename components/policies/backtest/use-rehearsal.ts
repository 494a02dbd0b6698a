import type { RunAsked, RunWatch } from "@/lib/client/streamed-run";
import type { RehearsalReply } from "@/lib/contract/rehearsal";
import { type RecordedRun, useRecordedRun } from "./use-recorded-run";

export type RehearsalRuns = RecordedRun<RehearsalReply>;

async function ask(asked: RunAsked, watch: RunWatch): Promise<RehearsalReply> {
  const { runRehearsal } = await import("@/lib/client/rehearsal");
  return runRehearsal(asked, watch);
}

/** Rehearses failures of the draft's primary, one after the other, and keeps the last result. */
export function useRehearsal(): RehearsalRuns {
  return useRecordedRun(ask);
}
