import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { settleRollups } from "@/db/rollups/settle-rollups";
import type { Attempt } from "@/lib/contract/attempt";
import { DAY_US } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween } from "../create-log-records";
import type { Bench, BenchDatabase } from "../open-bench";
import { toAttempt } from "../to-attempt";

const BATCH = 10_000;
const SEED = 14_000;
/** For how long minutes are kept unless an operator says otherwise. */
const MINUTE_DAYS = 7;

export type Window = { fromUs: number; toUs: number };

/** Stores attempts over a window, settles them as a store that has run for so long, and says which model is busiest. */
export async function storeMonth(
  bench: Bench,
  { sql, context }: BenchDatabase,
  { rows, fromUs, toUs }: Window & { rows: number },
): Promise<string> {
  const make = createLogRecords(SEED);
  const codes = new DimensionCodes();
  const counts = new Map<string, number>();
  const minutesFromUs = toUs - MINUTE_DAYS * DAY_US;
  await sql`update rollup_state set minutes_from = ${new Date(minutesFromUs / 1_000).toISOString()}`;
  let batch: Attempt[] = [];
  bench.log(`reprice: storing ${rows.toLocaleString("en")} attempts`);
  let storing: Promise<unknown> = Promise.resolve();
  // One is stored while the next is made.
  const store = async () => {
    const posts = [batch];
    batch = [];
    await storing;
    storing = storeAttempts(sql, { posts, codes, nowUs: context.nowUs, quartersBeforeUs: minutesFromUs });
    storing.catch(() => undefined);
  };
  for (const atUs of instantsBetween({ seed: SEED, n: rows, fromUs, toUs })) {
    const attempt = toAttempt(make(atUs), context);
    counts.set(attempt.model, (counts.get(attempt.model) ?? 0) + 1);
    batch.push(attempt);
    if (batch.length === BATCH) await store();
  }
  if (batch.length > 0) await store();
  await storing;
  await settleRollups(sql, { before: new Date(context.nowUs / 1_000) });
  await sql`vacuum analyze`;
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}
