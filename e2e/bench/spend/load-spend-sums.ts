import { rm } from "node:fs/promises";
import {
  APP_DIMENSIONS,
  BREAKDOWN_DIMENSIONS,
  MAIN_DIMENSIONS,
  MODEL_DIMENSIONS,
  ROLLUP_SUMS,
  type RollupDimension,
  type RollupSum,
  rollupColumns,
} from "@/db/schema/rollup-columns";
import { createRandom } from "@/lib/domain/simulation/random";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import type { SpendAttempts } from "./spend-attempts";
import type { SpendYear } from "./spend-year";

/** What of a row is counted here, in DuckDB's SQL; the other sums are 0. */
const COUNTED: Partial<Record<RollupSum, string>> = {
  attempts: "count(*)",
  requests: "count(*)",
  ok: "count(*) filter (is_ok)",
  server_error: "count(*) filter (not is_ok)",
  final_ok: "count(*) filter (is_ok)",
  final_failed: "count(*) filter (not is_ok)",
  with_usage: "count(*)",
  priced: "count(cost_pico)",
  estimated: "count(cost_pico) filter (is_estimated)",
  input_tokens: "sum(input_tokens)",
  output_tokens: "sum(output_tokens)",
  cost_pico: "coalesce(sum(cost_pico), 0)",
  estimated_cost_pico: "coalesce(sum(cost_pico) filter (is_estimated), 0)",
  unpriced_input_tokens: "coalesce(sum(input_tokens) filter (cost_pico is null), 0)",
  unpriced_output_tokens: "coalesce(sum(output_tokens) filter (cost_pico is null), 0)",
};
const COUNTED_NAMES = ROLLUP_SUMS.filter((name) => COUNTED[name] !== undefined);
/** Days whose hours are read where a local day, week or month begins within them: the ends, Sundays and ends of months. */
const HAS_EDGE = `(dayofweek(day) = 0 or last_day(day) = cast(day as date) or day = first or day = last)`;
const SKETCHED = 300;

type Level = "hour" | "day" | "month";
type Family = { suffix: string; dimensions: readonly RollupDimension[]; levels: readonly Level[] };

/** Fills the sums of every level that thirteen months are read from, counted of the attempts themselves. */
export async function loadSpendSums(year: SpendYear, attempts: SpendAttempts): Promise<void> {
  const families: Family[] = [
    { suffix: "_app", dimensions: APP_DIMENSIONS, levels: ["hour", "day", "month"] },
    { suffix: "", dimensions: MAIN_DIMENSIONS, levels: ["hour", "day", "month"] },
    { suffix: "_model", dimensions: MODEL_DIMENSIONS, levels: ["hour", "day", "month"] },
    { suffix: "_breakdown", dimensions: BREAKDOWN_DIMENSIONS, levels: ["hour", "day", "month"] },
  ];
  for (const { suffix, dimensions, levels } of families) {
    for (const level of levels)
      await loadTable(year, attempts, { table: `rollup_${level}${suffix}`, dimensions, level });
  }
  await year.database.sql`vacuum (analyze)`;
}

async function loadTable(
  year: SpendYear,
  attempts: SpendAttempts,
  { table, dimensions, level }: { table: string; dimensions: readonly RollupDimension[]; level: Level },
): Promise<void> {
  const { sql } = year.database;
  const csv = await attempts.toCsv(countStatement(year, attempts, dimensions, level));
  try {
    const types = ["starts_at_us bigint", ...dimensions.map((name) => `${name} int`)];
    await sql.unsafe(
      `create unlogged table bench_sums (${[...types, ...COUNTED_NAMES.map((name) => `${name} numeric`)].join(", ")})`,
    );
    await sql.unsafe(`copy bench_sums from '${csv}' (format csv)`);
    const columns = rollupColumns(dimensions);
    const values = columns.map((name) => columnValue(name, dimensions));
    await sql.unsafe(
      `insert into ${table} (${columns.join(", ")}) select ${values.join(", ")} from bench_sums order by starts_at_us`,
    );
    await sql.unsafe("drop table bench_sums");
  } finally {
    await rm(csv, { force: true });
  }
}

function countStatement(
  { days, labelSets, codes, appTeam }: SpendYear,
  { source }: SpendAttempts,
  dimensions: readonly RollupDimension[],
  level: Level,
): string {
  const day = `make_timestamp(started_at_us // ${DAY_US} * ${DAY_US})`;
  const start = { hour: `started_at_us // ${HOUR_US} * ${HOUR_US}`, day: `started_at_us // ${DAY_US} * ${DAY_US}` };
  const startsAt = level === "month" ? "epoch_us(date_trunc('month', make_timestamp(started_at_us)))" : start[level];
  const labelSet = `list_extract([${labelSets.join(", ")}], team_id - ${codes.team[0] ?? 0} + 1)`;
  const dimension = (name: RollupDimension) => {
    if (name === "breakdown_id") return String(appTeam);
    return name === "label_set_id" ? labelSet : name;
  };
  const edges = `select *, ${day} as day, make_timestamp(${days.from.getTime() * 1_000}) as first,
    make_timestamp(${days.to.getTime() * 1_000 - DAY_US}) as last from ${source}`;
  const rows = level === "hour" ? `(select * from (${edges}) where ${HAS_EDGE})` : source;
  const keys = [startsAt, ...dimensions.map(dimension)];
  return `select ${[...keys, ...COUNTED_NAMES.map((name) => COUNTED[name])].join(", ")} from ${rows}
    group by ${keys.map((_, index) => index + 1).join(", ")}`;
}

/** Samples are none of spend's, but rows are as wide as they make them. */
function columnValue(name: string, dimensions: readonly string[]): string {
  if (name === "starts_at") return "to_timestamp(starts_at_us / 1000000.0)";
  if (dimensions.includes(name) || COUNTED_NAMES.some((counted) => counted === name)) return name;
  if (name.endsWith("_sketch")) return `'\\x${Buffer.from(SKETCH).toString("hex")}'::bytea`;
  return name.endsWith("_n") || name.endsWith("_sum")
    ? "attempts"
    : name.endsWith("_min") || name.endsWith("_max")
      ? "1000"
      : "0";
}

const SKETCH = usualSketch();

/** Of as many samples as a model of an app has on a day. */
function usualSketch(): Uint8Array {
  const random = createRandom(5);
  const sketch = new Sketch();
  for (let sample = 0; sample < SKETCHED; sample++) sketch.add(Math.round(random.logNormal(400_000, 0.6)), 1);
  return sketch.encode();
}
