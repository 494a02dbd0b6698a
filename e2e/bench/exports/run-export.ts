import type { Bench } from "../open-bench";
import { startScript } from "../start-script";
import type { Exported, ExportReply, ExportTask } from "./export-messages";

/** The heap of the process; a file whose rows were all held would not fit. */
export const HEAP_MIB = 128;
/** The young generation is as large as that of the thread that makes files in the product. */
const FLAGS = [`--max-old-space-size=${HEAP_MIB}`, "--max-semi-space-size=32", "--expose-gc"];

/** Makes files in a process of its own with a small heap; rejects where that is not enough. */
export async function runExport(bench: Bench, task: ExportTask): Promise<Exported> {
  const { child, stop } = startScript(bench, "exports/export-process.ts", FLAGS);
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
