import { runBacktest } from "@/app/_server/backtest/run-backtest";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import type { Attempt } from "@/lib/contract/attempt";
import { type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { DAY_US } from "@/lib/domain/time/units";
import { createLogRecords, FILTERED, instantsBetween } from "./create-log-records";
import { median } from "./median";
import type { Bench, BenchDatabase } from "./open-bench";
import type { Section } from "./section";
import { toAttempt } from "./to-attempt";

const BATCH = 10_000;
const SEED = 9_000;
const DAYS = 7;
const QUICK_ROWS = 100_000;
const FULL_ROWS = 1_000_000;

/** A draft over seven recorded days of one tier, reading included: once where nothing opens, once where much is moved. */
export async function measureBacktest(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const rows = options.quick ? QUICK_ROWS : FULL_ROWS;
  const database = await bench.createDatabase("bench_backtest", { days: DAYS });
  const toUs = Math.floor(database.context.nowUs / DAY_US) * DAY_US;
  const window = { fromUs: toUs - DAYS * DAY_US, toUs };
  const models = await storeWeek(bench, database, { rows, ...window });
  const stats = [];
  for (const [name, policy] of draftsOf(models)) {
    const seconds: number[] = [];
    let moved = 0;
    for (let round = 0; round <= options.rounds; round++) {
      const startedAt = performance.now();
      const signal = new AbortController().signal;
      const result = await runBacktest(database.db, { policy, ...window }, { signal, onProgress: () => undefined });
      moved = result.moved_attempts;
      // The first one finds no page in memory.
      if (round > 0) seconds.push((performance.now() - startedAt) / 1_000);
    }
    stats.push({
      draft: name,
      attempts: rows,
      moved,
      seconds: median(seconds),
      "attempts/s": rows / median(seconds),
    });
  }
  await database.drop();
  return [
    {
      part: "backtest",
      title: `Back-test of a draft over ${DAYS} recorded days of one tier, reading included`,
      notes: ["Two connections without parallel workers, in this process; pages in memory."],
      rows: stats,
    },
  ];
}

function draftsOf(models: readonly string[]): [string, TierPolicy][] {
  const [primary, ...fallbacks] = models;
  const draft = (failover: object) =>
    tierPolicySchema.parse({ tier: FILTERED.tier, primary, fallbacks: fallbacks.slice(0, 5), failover });
  return [
    ["never opens", draft({ latency: null, max_error_rate: 1 })],
    ["opens often", draft({ max_error_rate: 0.02, window_seconds: 3_600, min_requests: 30 })],
  ];
}

/** Stores the week and returns the tier's models, the busiest first. */
async function storeWeek(
  bench: Bench,
  { sql, context }: BenchDatabase,
  { rows, fromUs, toUs }: { rows: number; fromUs: number; toUs: number },
): Promise<string[]> {
  const make = createLogRecords(SEED);
  const codes = new DimensionCodes();
  const counts = new Map<string, number>();
  let batch: Attempt[] = [];
  bench.log(`backtest: storing ${rows.toLocaleString("en")} attempts`);
  for (const atUs of instantsBetween({ seed: SEED, n: rows, fromUs, toUs })) {
    const record = { ...make(atUs), tier: FILTERED.tier };
    counts.set(record.model, (counts.get(record.model) ?? 0) + 1);
    batch.push(toAttempt(record, context));
    if (batch.length < BATCH) continue;
    await storeAttempts(sql, { posts: [batch], codes, nowUs: context.nowUs });
    batch = [];
  }
  await sql`analyze`;
  return [...counts].sort(([, a], [, b]) => b - a).map(([model]) => model);
}
