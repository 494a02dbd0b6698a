import { getSpend } from "@/db/spend/get-spend";
import type { SpendRow } from "@/lib/contract/spend";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { Interval } from "@/lib/domain/time/time-window";
import { median, medianRatio } from "../median";
import type { Bench } from "../open-bench";
import { formatBenchValue, type Section } from "../section";
import { loadSpendSums } from "./load-spend-sums";
import { makeSpendAttempts, type SpendAttempts } from "./spend-attempts";
import { type Named, openSpendYear, type SpendYear, ZONE, ZONE_OFFSET_MS } from "./spend-year";

type Question = { name: string; groupBy: readonly Named[]; interval: Interval };
type Answer = Map<string, { attempts: number; cost: bigint }>;

const QUESTIONS: readonly Question[] = [
  { name: "by app and model", groupBy: ["app", "model"], interval: "none" },
  { name: "by app and team", groupBy: ["app", "team"], interval: "none" },
  { name: "by model and provider", groupBy: ["model", "provider"], interval: "none" },
  { name: "by region and tier", groupBy: ["region", "tier"], interval: "none" },
  { name: "by app and model, each month", groupBy: ["app", "model"], interval: "month" },
  { name: "by app, each week", groupBy: ["app"], interval: "week" },
];
/** Ours are asked more often within a round, since a few milliseconds say little. */
const ASKED_PER_ROUND = 5;
/** DuckDB is not asked again once it has taken so long. */
const SIDE_BUDGET_MS = 60_000;

/** Spend of thirteen months and a hundred apps, from sums, against DuckDB that counts the same attempts each time. */
export async function measureSpend(bench: Bench): Promise<Section[]> {
  const attempts = bench.options.rows.at(-1) ?? 0;
  const year = await openSpendYear(bench);
  bench.log(`spend: making ${attempts.toLocaleString("en")} attempts`);
  const duckdb = await makeSpendAttempts(bench, year, attempts);
  bench.log("spend: counting their sums");
  await loadSpendSums(year, duckdb);
  const rows = [];
  for (const question of QUESTIONS) rows.push(await measureQuestion(bench, year, duckdb, question));
  await duckdb.close();
  await year.database.drop();
  return [
    {
      part: "spend",
      title: `Spend of thirteen months and a hundred apps, over ${attempts.toLocaleString("en")} attempts`,
      notes: [
        `Days of ${ZONE}: no edge of the window is one of a UTC day. Ours: the function behind the route, in this process, with rates and certainty where there is no interval.`,
        "DuckDB: the same attempts as Parquet on this disk, all cores, files cached. Attempts and cost of every row are equal.",
        "Sums are counted of the attempts and loaded; every row has sketches of the usual size.",
      ],
      rows,
    },
  ];
}

async function measureQuestion(
  bench: Bench,
  year: SpendYear,
  duckdb: SpendAttempts,
  question: Question,
): Promise<Section["rows"][number]> {
  const own = () => askOurs(year, question);
  const theirs = () => askDuckdb(year, duckdb, question);
  const found = await own();
  compare(question.name, found, await theirs());
  const [ours, scans] = [[] as number[], [] as number[]];
  for (let round = 0; round < bench.options.rounds; round++) {
    const taken: number[] = [];
    for (let time = 0; time < ASKED_PER_ROUND; time++) taken.push(await msOf(own));
    ours.push(median(taken));
    if (scans.reduce((sum, ms) => sum + ms, 0) < SIDE_BUDGET_MS) scans.push(await msOf(theirs));
  }
  const [ms, duckdbMs] = [median(ours), median(scans)];
  bench.log(`spend: ${question.name}: ${formatBenchValue(ms)} ms, DuckDB ${formatBenchValue(duckdbMs)} ms`);
  return {
    spend: question.name,
    rows: found.size,
    "ours ms": ms,
    "DuckDB ms": duckdbMs,
    "× of DuckDB": medianRatio(scans, ours),
  };
}

async function askOurs({ database, window, retention }: SpendYear, { groupBy, interval }: Question): Promise<Answer> {
  const spend = await getSpend(database.db, {
    ...{ window, filters: NO_FILTERS, groupBy, interval, tz: ZONE },
    ...{ now: window.to, retention },
  });
  const keyOf = (row: SpendRow) => [row.day ?? "", ...groupBy.map((name) => row[name] ?? "")].join(" ");
  return new Map(
    spend.rows.map((row) => [keyOf(row), { attempts: row.attempts, cost: parseUsd(row.cost_usd ?? "0") ?? 0n }]),
  );
}

async function askDuckdb(
  { window, names }: SpendYear,
  { connection, source }: SpendAttempts,
  { groupBy, interval }: Question,
): Promise<Answer> {
  const local = `make_timestamp(started_at_us + ${ZONE_OFFSET_MS * 1_000})`;
  const bucket = interval === "none" ? "''" : `strftime(date_trunc('${interval}', ${local}), '%Y-%m-%d')`;
  const statement = `select ${bucket}, ${groupBy.map((name) => `${name}_id`).join(", ")}, count(*), coalesce(sum(cost_pico), 0),
      sum(input_tokens), sum(output_tokens), count(cost_pico), coalesce(sum(cost_pico) filter (is_estimated), 0)
    from ${source}
    where started_at_us >= ${window.from.getTime() * 1_000} and started_at_us < ${window.to.getTime() * 1_000}
    group by all`;
  const rows = (await connection.runAndReadAll(statement)).getRows();
  return new Map(
    rows.map(([day, ...values]) => {
      const codes = values.slice(0, groupBy.length).map((code) => names.get(Number(code)) ?? "");
      const [attempts, cost] = values.slice(groupBy.length);
      return [[String(day), ...codes].join(" "), { attempts: Number(attempts), cost: BigInt(String(cost)) }];
    }),
  );
}

function compare(name: string, ours: Answer, exact: Answer): void {
  if (ours.size !== exact.size) throw new Error(`${name}: there are ${ours.size} rows, not ${exact.size}`);
  for (const [key, { attempts, cost }] of exact) {
    const own = ours.get(key);
    if (own?.attempts !== attempts || own.cost !== cost)
      throw new Error(
        `${name}: ${key} is ${own?.attempts} attempts of ${own?.cost} pico, and not ${attempts} of ${cost}`,
      );
  }
}

async function msOf(ask: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await ask();
  return performance.now() - startedAt;
}
