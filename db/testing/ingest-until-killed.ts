import { createDatabase } from "../client";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { compactFresh } from "../rollups/compact-fresh";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { CRASH_NOW, crashBatches } from "./crash-batches";

const [url = "", firstBatch = "0"] = process.argv.slice(2);
const { sql } = createDatabase(url, { max: 6 });
const codes = new DimensionCodes();
const batches = crashBatches();
let next = Number(firstBatch);

async function forever(work: () => Promise<unknown>): Promise<never> {
  for (;;) await work();
}

async function ingestNext() {
  const batch = batches[next++ % batches.length] ?? [];
  await storeAttempts(sql, { posts: [batch.slice(0, 50), batch.slice(50)], codes, nowUs: CRASH_NOW.getTime() * 1_000 });
}

process.stdout.write("working\n");
await Promise.all([
  forever(ingestNext),
  forever(ingestNext),
  forever(() => foldDeltas(sql)),
  forever(() => sealMinutes(sql, { before: CRASH_NOW })),
  forever(() => compactFresh(sql)),
]);
