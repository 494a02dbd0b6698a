import { bundleScripts } from "@/app/_cli/bundle-scripts";
import type { Bench } from "../open-bench";
import { startNode } from "../start-node";
import type { Exported, ExportReply, ExportTask } from "./export-messages";

/** The heap of the process; a file whose rows were all held would not fit. */
export const HEAP_MIB = 128;
/** The collector works as in the thread that makes files in the product. */
const FLAGS = [`--max-old-space-size=${HEAP_MIB}`, "--max-semi-space-size=32", "--no-parallel-scavenge", "--expose-gc"];
const FOLDER = ".cache/bench-scripts";

/** Makes what makes files into one script, as the product's threads are. */
export async function buildExport(): Promise<void> {
  await bundleScripts({ "export-process": "./e2e/bench/exports/export-process.ts" }, FOLDER);
}

/** Makes files in a process of its own with a small heap; rejects where that is not enough. Build it first. */
export async function runExport(bench: Bench, task: ExportTask): Promise<Exported> {
  const { child, stop } = startNode(bench, `${FOLDER}/export-process.mjs`, FLAGS);
  try {
    return await new Promise<Exported>((resolve, reject) => {
      child.once("exit", () => reject(new Error(`An export ended its process: ${HEAP_MIB} MiB are not enough`)));
      child.once("message", (reply: ExportReply) => {
        if (reply.kind === "failed") reject(new Error(reply.message));
        else resolve(reply.exported);
      });
      child.send(task);
    });
  } finally {
    await stop();
  }
}
