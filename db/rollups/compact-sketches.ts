import type { TransactionSql } from "postgres";
import { ROLLUP_METRICS } from "@/db/schema/rollup-columns";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { mapYielding } from "../aggregates/map-yielding";
import { isWithin } from "./rollup-sql";
import type { Projection } from "./seal-statements";

type LongRow = { key: unknown; ttft_sketch: Buffer; duration_sketch: Buffer; rate_sketch: Buffer };

const ROWS_PER_UPDATE = 2_000;

/** Saving less is not worth the row's rewriting. */
const SAVED_SHARE_MIN = 0.1;

/**
 * Rewrites the sketches of a span of buckets that have grown long as one piece each: longer than the SQL
 * expression `longBytes` makes of the number of samples.
 *
 * The caller holds the rollup lock: nothing may be appended between reading and writing. Says how many rows it shortened.
 */
export async function compactSketches(
  tx: TransactionSql,
  input: {
    projection: Pick<Projection, "table" | "dimensions">;
    from: string;
    to: string;
    longBytes: (samples: string) => string;
  },
): Promise<number> {
  const { table, dimensions } = input.projection;
  const key = ["starts_at", ...dimensions];
  const isLong = ROLLUP_METRICS.map(
    (metric) => `octet_length(${metric}_sketch) > ${input.longBytes(`${metric}_n`)}`,
  ).join(" or ");
  const rows = await tx.unsafe<LongRow[]>(
    `select jsonb_build_array(${key.join(", ")})::text as key, ttft_sketch, duration_sketch, rate_sketch from ${table}
     where ${isWithin(dimensions)} and (${isLong})`,
    [input.from, input.to],
  );
  const shorter = await mergePieces(rows);
  for (let start = 0; start < shorter.length; start += ROWS_PER_UPDATE) {
    await writeSketches(tx, table, key, shorter.slice(start, start + ROWS_PER_UPDATE));
  }
  return shorter.length;
}

async function mergePieces(rows: readonly LongRow[]): Promise<LongRow[]> {
  const scratch = new Sketch();
  const merged = await mapYielding(rows, (row) => ({
    key: row.key,
    ttft_sketch: onePiece(scratch, row.ttft_sketch),
    duration_sketch: onePiece(scratch, row.duration_sketch),
    rate_sketch: onePiece(scratch, row.rate_sketch),
  }));
  return merged.filter((row, index) => {
    const before = rows[index];
    return before !== undefined && totalBytes(row) <= totalBytes(before) * (1 - SAVED_SHARE_MIN);
  });
}

function onePiece(scratch: Sketch, bytes: Buffer): Buffer {
  scratch.clear();
  scratch.mergeEncoded(bytes);
  return Buffer.from(scratch.encode());
}

function totalBytes({ ttft_sketch, duration_sketch, rate_sketch }: LongRow): number {
  return ttft_sketch.length + duration_sketch.length + rate_sketch.length;
}

async function writeSketches(
  tx: TransactionSql,
  table: string,
  key: readonly string[],
  rows: readonly LongRow[],
): Promise<void> {
  const hex = (name: "ttft_sketch" | "duration_sketch" | "rate_sketch") =>
    `{${rows.map((row) => `"\\\\x${row[name].toString("hex")}"`).join(",")}}`;
  const typed = key.map(
    (name, index) => `(k.key::jsonb ->> ${index})::${name === "starts_at" ? "timestamptz" : "int"}`,
  );
  await tx.unsafe(
    `update ${table} set ttft_sketch = k.ttft, duration_sketch = k.duration, rate_sketch = k.rate
     from unnest($1::text[], ($2::text)::bytea[], ($3::text)::bytea[], ($4::text)::bytea[]) as k(key, ttft, duration, rate)
     where (${key.map((name) => `${table}.${name}`).join(", ")}) = (${typed.join(", ")})`,
    [rows.map((row) => String(row.key)), hex("ttft_sketch"), hex("duration_sketch"), hex("rate_sketch")],
  );
}
