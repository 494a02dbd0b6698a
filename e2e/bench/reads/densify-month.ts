import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Sql } from "@/db/client";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { foldDeltas } from "@/db/rollups/fold-deltas";
import { PROJECTIONS } from "@/db/rollups/seal-statements";
import {
  LABELLED_DIMENSIONS,
  MAIN_DIMENSIONS,
  ROLLUP_METRICS,
  ROLLUP_SUMS,
  rollupColumns,
} from "@/db/schema/rollup-columns";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { BIN_COUNT, binOf, binRepresentative, SKETCH_LIMIT } from "@/lib/domain/sketch/sketch-bins";
import { HOUR_MS } from "@/lib/domain/time/units";
import { toAttempt } from "../to-attempt";
import { edgeRecords, type Month } from "./load-month";

/** How many bins further each of the ten that one sample becomes lies: a spread of two hundredths. */
const SHIFTS = [0, -2, -1, -1, 0, 0, 0, 1, 1, 2];
/** The width of a bin: what a value is multiplied by to lie one bin further. */
const BIN_FACTOR = 1.009 / 0.991;
/** What the times of one request are multiplied by to make ten of it. */
export const DENSE_FACTORS = SHIFTS.map((shift) => BIN_FACTOR ** shift);
const ROWS_PER_READ = 5_000;
/** Finer levels than hours are read at the window's ends only; making the rest of them dense would change nothing. */
const ENDS_MS = 24 * HOUR_MS;
const READ_AT_ENDS = ["rollup_minute", "rollup_quarter", "rollup_quarter_app"];

type Table = { table: string; dimensions: Parameters<typeof rollupColumns>[0] };

const TABLES: readonly Table[] = [
  { table: "rollup_fresh", dimensions: MAIN_DIMENSIONS },
  { table: "rollup_fresh_app", dimensions: LABELLED_DIMENSIONS },
  { table: "rollup_minute", dimensions: MAIN_DIMENSIONS },
  ...PROJECTIONS,
];

/**
 * Turns a month into one with ten times the requests, without storing them: every row of every sum becomes ten times
 * as much, and its samples spread over the bins around them, as more samples of the same kind would.
 *
 * The single attempts that the window's first minutes are read from are stored, all ten of each.
 */
export async function densifyMonth(month: Month): Promise<Month> {
  const { database, window } = month;
  const { sql, context } = database;
  while ((await foldDeltas(sql)) > 0);
  for (const table of READ_AT_ENDS) {
    await sql.unsafe(`delete from ${table} where starts_at >= $1::timestamptz and starts_at < $2::timestamptz`, [
      new Date(window.from.getTime() + ENDS_MS).toISOString(),
      new Date(window.to.getTime() - ENDS_MS).toISOString(),
    ]);
  }
  for (const table of TABLES) await densifyTable(sql, table);

  const edge = edgeRecords(month).map((record) => toAttempt(record, context));
  const codes = new DimensionCodes();
  for (const [index, factor] of DENSE_FACTORS.entries()) {
    if (index === 0) continue;
    const times = (us: number | null) => (us === null ? null : Math.round(us * factor));
    const post = edge.map((attempt) => ({
      ...attempt,
      id: `${attempt.id}-${index}`,
      durationUs: times(attempt.durationUs) ?? 0,
      ttftUs: times(attempt.ttftUs),
    }));
    await storeAttempts(sql, { posts: [post], codes, nowUs: context.nowUs });
  }
  // The sums have them already.
  await sql`truncate rollup_delta, rollup_delta_app, breaker_feed`;
  await sql.unsafe(`vacuum (analyze) ${TABLES.map(({ table }) => table).join(", ")}`);
  return { ...month, rows: month.rows * SHIFTS.length };
}

async function densifyTable(sql: Sql, { table, dimensions }: Table): Promise<void> {
  const columns = rollupColumns(dimensions);
  await sql.unsafe(`create table bench_dense (like ${table} including all)`);
  const stream = await sql.unsafe(`copy bench_dense (${columns.join(", ")}) from stdin`).writable();
  const scratch = new Sketch();
  const rows = sql.unsafe<Record<string, unknown>[]>(`select ${columns.join(", ")} from ${table} order by starts_at`);
  for await (const read of rows.cursor(ROWS_PER_READ)) {
    const text = read.map((row) => columns.map((name) => denseField(name, row[name], scratch)).join("\t"));
    if (!stream.write(`${text.join("\n")}\n`)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
  await sql.unsafe(`truncate ${table}; insert into ${table} select * from bench_dense; drop table bench_dense`);
}

const SUMMED: ReadonlySet<string> = new Set([
  ...ROLLUP_SUMS,
  ...ROLLUP_METRICS.flatMap((metric) => [`${metric}_n`, `${metric}_sum`]),
]);

function denseField(name: string, value: unknown, scratch: Sketch): string {
  if (value === null) return "\\N";
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(denseSketch(value, scratch)).toString("hex")}`;
  if (SUMMED.has(name)) return String(BigInt(String(value)) * BigInt(SHIFTS.length));
  if (name.endsWith("_min")) return String(Math.floor(Number(value) / BIN_FACTOR ** 2));
  if (name.endsWith("_max")) return String(Math.min(SKETCH_LIMIT, Math.ceil(Number(value) * BIN_FACTOR ** 2)));
  return String(value);
}

/** Ten samples for each, spread over the bins around its own. */
export function denseSketch(encoded: Uint8Array, scratch: Sketch): Uint8Array {
  scratch.clear();
  for (const { lo, count } of Sketch.decode(encoded).bins()) {
    for (const shift of SHIFTS) {
      const bin = Math.min(Math.max(binOf(lo) + shift, 0), BIN_COUNT - 1);
      scratch.add(binRepresentative(bin), count);
    }
  }
  return scratch.encode();
}
