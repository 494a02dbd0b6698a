import { setTimeout as delay } from "node:timers/promises";
import { insertPrices } from "@/db/prices/insert-prices";
import { listPrices } from "@/db/prices/list-prices";
import { beginReprice } from "@/db/reprice/begin-reprice";
import { continueReprice } from "@/db/reprice/continue-reprice";
import { loadRepricePrices } from "@/db/reprice/load-reprice-prices";
import { previewReprice } from "@/db/reprice/preview-reprice";
import { DAY_US } from "@/lib/domain/time/units";
import { median } from "../median";
import type { Bench, BenchDatabase } from "../open-bench";
import type { BenchValue, Section } from "../section";
import { askMeanwhile } from "./ask-meanwhile";
import { storeMonth, type Window } from "./store-month";
import { updateBare } from "./update-bare";

const DAYS = 30;
/** As the product does: so many before it looks again whether it leads. */
const DAYS_MAX = 6;
const QUICK_ROWS = 100_000;
const FULL_ROWS = 10_000_000;
const ALONE_MS = 5_000;

/** A re-price of thirty days: of every attempt and of one model, with a question about spend asked all the while. */
export async function measureReprice(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const rows = options.quick ? QUICK_ROWS : Math.min(options.rows.at(-1) ?? FULL_ROWS, FULL_ROWS);
  const database = await bench.createDatabase("bench_reprice", { days: DAYS + 1 });
  const toUs = Math.floor(database.context.nowUs / DAY_US) * DAY_US;
  const window = { fromUs: toUs - DAYS * DAY_US, toUs };
  const model = await storeMonth(bench, database, { rows, ...window });
  const measured = [
    await measureRun(bench, database, { name: "one model's price", models: [model], window }),
    await measureRun(bench, database, { name: "every price", models: null, window }),
  ];
  await database.drop();
  return [
    {
      part: "reprice",
      title: `Re-price of ${rows.toLocaleString("en")} attempts of ${DAYS} days, with a question about spend asked meanwhile`,
      notes: [
        "In this process, two days at once; former costs are kept and every sum is corrected. Milliseconds are of the question, which another process asks.",
        "Bare: an update of the attempts that changed and of nothing else, two days at once, afterwards in the same tables.",
      ],
      rows: measured,
    },
  ];
}

type Run = { name: string; models: string[] | null; window: Window };

async function measureRun(
  bench: Bench,
  database: BenchDatabase,
  { name, models, window }: Run,
): Promise<Record<string, BenchValue>> {
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
  const priceIds = await insertPrices(db, raised);
  await sql`checkpoint`;
  const [from, to] = [new Date(window.fromUs / 1_000).toISOString(), new Date(window.toUs / 1_000).toISOString()];
  const request = { from, to, filters: {} };
  const alone = await askMeanwhile(bench, database, { ...window, work: () => delay(ALONE_MS) });

  bench.log(`reprice: ${name}`);
  const lookedAt = performance.now();
  const preview = await previewReprice(database, { request, now: new Date() });
  const look = (performance.now() - lookedAt) / 1_000;
  const begun = { request, token: preview.token, reason: "bench", actor: "bench", now: new Date() };
  await beginReprice(sql, { ...begun, prices: await loadRepricePrices(db) });
  let seconds = Number.NaN;
  const startedAt = performance.now();
  const processorAt = process.cpuUsage();
  const beside = await askMeanwhile(bench, database, {
    ...window,
    work: async () => {
      while ((await continueReprice({ db, sql }, { daysMax: DAYS_MAX })) === "more");
      seconds = (performance.now() - startedAt) / 1_000;
    },
  });
  const { user, system } = process.cpuUsage(processorAt);
  await requireSums(database, window);
  await sql`vacuum attempt_row`;
  await sql`checkpoint`;
  const bare = await updateBare(database, { ...window, priceIds });
  if (bare.rows !== preview.total.changed) throw new Error(`${bare.rows} attempts have the new prices`);
  await sql`vacuum attempt_row`;
  return {
    changes: name,
    changed: preview.total.changed,
    "look s": look,
    "apply s": seconds,
    "attempts/s": preview.total.attempts / seconds,
    "processor s": (user + system) / 1e6,
    "bare s": bare.seconds,
    "times bare": seconds / bare.seconds,
    "alone p50 ms": median(alone),
    "alone p99 ms": p99(alone),
    "meanwhile p50 ms": median(beside),
    "meanwhile p99 ms": p99(beside),
  };
}

/** Throws unless the run is done and the days say what their attempts cost. */
async function requireSums({ sql }: BenchDatabase, { fromUs, toUs }: Window): Promise<void> {
  const bounds = [new Date(fromUs / 1_000).toISOString(), new Date(toUs / 1_000).toISOString()];
  const [found] = await sql.unsafe<{ state: string; isSum: boolean }[]>(
    `select (select state from reprice_run order by id desc limit 1) as state,
       (select sum(cost_pico) from attempt_row where started_at >= $1::timestamptz and started_at < $2::timestamptz)
       = (select sum(cost_pico) from rollup_day_app where starts_at >= $1::timestamptz and starts_at < $2::timestamptz) as "isSum"`,
    bounds,
  );
  if (found?.state !== "done" || !found.isSum) throw new Error(`The re-price is ${found?.state}; its sums are wrong`);
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? Number.NaN;
}
