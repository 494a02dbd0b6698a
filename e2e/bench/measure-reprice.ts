import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { insertPrices } from "@/db/prices/insert-prices";
import { listPrices } from "@/db/prices/list-prices";
import { beginReprice } from "@/db/reprice/begin-reprice";
import { continueReprice } from "@/db/reprice/continue-reprice";
import { loadRepricePrices } from "@/db/reprice/load-reprice-prices";
import { previewReprice } from "@/db/reprice/preview-reprice";
import { settleRollups } from "@/db/rollups/settle-rollups";
import type { Attempt } from "@/lib/contract/attempt";
import { DAY_US } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween } from "./create-log-records";
import { median } from "./median";
import type { Bench, BenchDatabase } from "./open-bench";
import type { BenchValue, Section } from "./section";
import { toAttempt } from "./to-attempt";

const BATCH = 10_000;
const SEED = 14_000;
const DAYS = 30;
const QUICK_ROWS = 100_000;
const FULL_ROWS = 10_000_000;
const SPEND = `select model_id, sum(cost_pico)::text as cost_pico from rollup_day_app
  where starts_at >= $1::timestamptz and starts_at < $2::timestamptz group by model_id`;
const POLL_MS = 50;

type Window = { fromUs: number; toUs: number };

/** A re-price of thirty days: of every attempt and of one model, with a question about spend asked all the while. */
export async function measureReprice(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const rows = options.quick ? QUICK_ROWS : Math.min(options.rows.at(-1) ?? FULL_ROWS, FULL_ROWS);
  const database = await bench.createDatabase("bench_reprice", { days: DAYS + 1 });
  const toUs = Math.floor(database.context.nowUs / DAY_US) * DAY_US;
  const window = { fromUs: toUs - DAYS * DAY_US, toUs };
  const model = await storeMonth(bench, database, { rows, ...window });
  const measured = [
    await measureRun(database, { name: "one model's price", models: [model], window }),
    await measureRun(database, { name: "every price", models: null, window }),
  ];
  await database.drop();
  return [
    {
      part: "reprice",
      title: `Re-price of ${rows.toLocaleString("en")} attempts of ${DAYS} days, with a question about spend asked meanwhile`,
      notes: [
        "In this process, two days at once; former costs are kept and every sum is corrected. Milliseconds are of the question.",
      ],
      rows: measured,
    },
  ];
}

type Run = { name: string; models: string[] | null; window: Window };

async function measureRun(database: BenchDatabase, { name, models, window }: Run): Promise<Record<string, BenchValue>> {
  const { db, sql } = database;
  const prices = await listPrices(db);
  const raised = prices
    .filter(({ model, validTo }) => validTo === null && (models === null || models.includes(model)))
    .map(({ id: _id, ...price }) => ({
      ...price,
      source: `bench of ${name}`,
      validFrom: price.validFrom + 1,
      inputPicoPerM: price.inputPicoPerM * 2n + 1_000_000n,
    }));
  await insertPrices(db, raised);
  const [from, to] = [new Date(window.fromUs / 1_000).toISOString(), new Date(window.toUs / 1_000).toISOString()];
  const request = { from, to, filters: {} };
  const alone = await pollSpend(
    database,
    window,
    (isOver) => new Promise((resolve) => setTimeout(() => resolve(isOver()), 3_000)),
  );

  const lookedAt = performance.now();
  const preview = await previewReprice(database, { request, now: new Date() });
  const look = (performance.now() - lookedAt) / 1_000;
  const begun = { request, token: preview.token, reason: "bench", actor: "bench", now: new Date() };
  await beginReprice(sql, { ...begun, digest: (await loadRepricePrices(db)).digest });
  const startedAt = performance.now();
  const beside = await pollSpend(database, window, async (isOver) => {
    while ((await continueReprice({ db, sql })) === "more");
    isOver();
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    changes: name,
    changed: preview.total.changed,
    "look s": look,
    "apply s": seconds,
    "attempts/s": preview.total.attempts / seconds,
    "alone p50 ms": median(alone),
    "alone p99 ms": p99(alone),
    "meanwhile p50 ms": median(beside),
    "meanwhile p99 ms": p99(beside),
  };
}

/** Asks about spend again and again until a work is over; says how long each answer took, in ms. */
async function pollSpend(
  { sql }: BenchDatabase,
  { fromUs, toUs }: Window,
  work: (isOver: () => void) => Promise<void>,
): Promise<number[]> {
  const bounds = [new Date(fromUs / 1_000).toISOString(), new Date(toUs / 1_000).toISOString()];
  const took: number[] = [];
  let goesOn = true;
  const working = work(() => {
    goesOn = false;
  });
  while (goesOn) {
    const startedAt = performance.now();
    await sql.unsafe(SPEND, bounds);
    took.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await working;
  return took;
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? Number.NaN;
}

/** Stores the month, settles it, and says which model is busiest. */
async function storeMonth(
  bench: Bench,
  { sql, context }: BenchDatabase,
  { rows, fromUs, toUs }: Window & { rows: number },
): Promise<string> {
  const make = createLogRecords(SEED);
  const codes = new DimensionCodes();
  const counts = new Map<string, number>();
  let batch: Attempt[] = [];
  bench.log(`reprice: storing ${rows.toLocaleString("en")} attempts`);
  const store = async () => {
    await storeAttempts(sql, { posts: [batch], codes, nowUs: context.nowUs, quartersBeforeUs: toUs });
    batch = [];
  };
  for (const atUs of instantsBetween({ seed: SEED, n: rows, fromUs, toUs })) {
    const attempt = toAttempt(make(atUs), context);
    counts.set(attempt.model, (counts.get(attempt.model) ?? 0) + 1);
    batch.push(attempt);
    if (batch.length === BATCH) await store();
  }
  if (batch.length > 0) await store();
  await settleRollups(sql, { before: new Date(context.nowUs / 1_000) });
  await sql`vacuum analyze attempt_row`;
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}
