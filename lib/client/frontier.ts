import type { FrontierReply, frontierOperation } from "@/lib/contract/frontier";
import { type RunAsked, type RunWatch, streamRun } from "./streamed-run";

const PATH: typeof frontierOperation.path = "/api/v1/policies/{tier}/frontier";

/** Back-tests policies around a draft; see streamRun. */
export function runFrontier(asked: RunAsked, watch: RunWatch): Promise<FrontierReply> {
  const lineSchema = async () => {
    const [{ runLineSchema }, { frontierReplySchema }] = await Promise.all([
      import("@/lib/contract/run-line"),
      import("@/lib/contract/frontier"),
    ]);
    return runLineSchema(frontierReplySchema);
  };
  return streamRun({ path: PATH, asked, ...watch, lineSchema });
}
