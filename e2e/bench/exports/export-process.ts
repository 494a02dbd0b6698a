import { createDatabase, type Db } from "@/db/client";
import { readCharges } from "@/db/focus/read-charges";
import { focusFile } from "@/lib/export/focus-file";
import type { Exported, ExportReply, ExportTask } from "./export-messages";

// Files in a process of its own, so that what it has in memory is theirs, and its limit is the test.

const PIECES_BETWEEN_COLLECTIONS = 50;
const KIB = 1_024;

process.on("message", (task: ExportTask) => {
  const reply = (answer: ExportReply) => process.send?.(answer);
  exportAll(task).then(
    (exported) => reply({ kind: "exported", exported }),
    (error: unknown) => reply({ kind: "failed", message: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));

async function exportAll(task: ExportTask): Promise<Exported> {
  const { db, end } = createDatabase(task.url, { max: 1 });
  const exported: Exported = {
    ...{ rows: 0, bytes: 0, rowsPerSecond: [], rowsPerCpuSecond: [], liveBytes: 0, residentBytes: 0 },
  };
  // The first round finds cold pages and code.
  for (let round = 0; round <= task.rounds; round++) {
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    const { rows, bytes } = await makeFile(db, task, () => undefined);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    Object.assign(exported, { rows, bytes });
    if (round === 0) continue;
    exported.rowsPerSecond.push(rows / seconds);
    exported.rowsPerCpuSecond.push(rows / ((user + system) / 1e6));
  }
  await makeFile(db, task, () => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    exported.liveBytes = Math.max(exported.liveBytes, heapUsed + external);
  });
  exported.residentBytes = process.resourceUsage().maxRSS * KIB;
  await end();
  return exported;
}

async function makeFile(db: Db, task: ExportTask, look: () => void): Promise<{ rows: number; bytes: number }> {
  const { granularity, format } = task;
  let [rows, bytes, pieces] = [0, 0, 0];
  const charges = readCharges(db, {
    ...{ granularity, window: { from: new Date(task.fromMs), to: new Date(task.toMs) }, now: new Date(task.toMs) },
    retention: { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY },
  });
  const counted = async function* () {
    for await (const batch of charges) {
      rows += batch.length;
      yield batch;
    }
  };
  for await (const piece of focusFile(counted(), { dataset: "cost_and_usage", version: "1.4", format })) {
    bytes += piece.length;
    if (pieces++ % PIECES_BETWEEN_COLLECTIONS === 0) look();
  }
  return { rows, bytes };
}
