import type { RehearsalReply, rehearsalOperation } from "@/lib/contract/rehearsal";
import { type RunAsked, type RunWatch, streamRun } from "./streamed-run";

const PATH: typeof rehearsalOperation.path = "/api/v1/policies/{tier}/rehearsal";

/** Rehearses a failure of a draft's primary; see streamRun. */
export function runRehearsal(asked: RunAsked, watch: RunWatch): Promise<RehearsalReply> {
  const lineSchema = async () => {
    const [{ runLineSchema }, { rehearsalReplySchema }] = await Promise.all([
      import("@/lib/contract/run-line"),
      import("@/lib/contract/rehearsal"),
    ]);
    return runLineSchema(rehearsalReplySchema);
  };
  return streamRun({ path: PATH, asked, ...watch, lineSchema });
}
