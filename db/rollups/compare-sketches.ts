import type { TransactionSql } from "postgres";
import { ROLLUP_METRICS, type RollupDimension, type RollupMetric } from "@/db/schema/rollup-columns";
import { theRow } from "@/db/the-row";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { binOf, binRepresentative } from "@/lib/domain/sketch/sketch-bins";
import { namedGroup, type RollupCheck, type RollupDifference } from "./compare-rows";
import { isWithin } from "./rollup-sql";

const ROWS_PER_BATCH = 1_000;
const SHOWN_MAX = 20;

type Row = { at: string; ids: number[] } & Record<`${RollupMetric}_n`, number | string> &
  Record<`${RollupMetric}_${"min" | "max"}`, string | null> &
  Record<`${RollupMetric}_sketch`, Uint8Array>;

/** Decodes every sketch of [from, to): it must hold as many samples as are counted beside it, from the least to the greatest. */
export async function compareSketches(
  tx: TransactionSql,
  input: { table: string; dimensions: readonly RollupDimension[]; from: string; to: string },
): Promise<RollupCheck> {
  const { table, dimensions, from, to } = input;
  const check: RollupCheck = { table, against: "its sketches", groups: 0, wrong: 0, differences: [] };
  const unnamed: { at: string; ids: number[]; column: string; expected: string; found: string }[] = [];
  const scratch = new Sketch();
  const columns = ROLLUP_METRICS.flatMap((name) => [`${name}_n`, `${name}_min`, `${name}_max`, `${name}_sketch`]);
  const batches = tx
    .unsafe<Row[]>(
      `select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as at, array[${dimensions.join(", ")}] as ids,
         ${columns.join(", ")}
       from ${table} where ${isWithin(dimensions)}`,
      [from, to],
    )
    .cursor(ROWS_PER_BATCH);
  for await (const rows of batches) {
    for (const row of rows) {
      check.groups++;
      const wrong = ROLLUP_METRICS.flatMap((metric) => {
        const column = `${metric}_sketch`;
        const [n, min, max] = [Number(row[`${metric}_n`]), row[`${metric}_min`], row[`${metric}_max`]];
        const expected = n === 0 ? "0 samples" : samplesText(n, representative(min), representative(max));
        const found = sketchText(scratch, row[`${metric}_sketch`]);
        return expected === found ? [] : [{ at: row.at, ids: row.ids, column, expected, found }];
      });
      if (wrong.length > 0) check.wrong++;
      if (unnamed.length < SHOWN_MAX) unnamed.push(...wrong);
    }
  }
  for (const { ids, ...difference } of unnamed) {
    const group = await nameGroup(tx, dimensions, ids);
    check.differences.push({ table, against: check.against, group, ...difference });
  }
  return check;
}

function sketchText(scratch: Sketch, bytes: Uint8Array): string {
  scratch.clear();
  try {
    scratch.mergeEncoded(bytes);
  } catch (error) {
    return `unreadable (${error instanceof Error ? error.message : "?"})`;
  }
  if (scratch.n === 0) return "0 samples";
  const [least = Number.NaN, most = Number.NaN] = scratch.valuesAtRanks([1, scratch.n]);
  return samplesText(scratch.n, least, most);
}

function samplesText(n: number, least: number, most: number): string {
  return `${n} samples in bins ${least}–${most}`;
}

function representative(value: string | null): number {
  return value === null ? Number.NaN : binRepresentative(binOf(Number(value)));
}

async function nameGroup(
  tx: TransactionSql,
  dimensions: readonly RollupDimension[],
  ids: readonly number[],
): Promise<RollupDifference["group"]> {
  const columns = dimensions.map((name, index) => `$${index + 1}::int as ${name}`);
  const statement = `select ${namedGroup(dimensions)} as group_names from (select ${columns.join(", ")}) ids`;
  return theRow(await tx.unsafe<{ group_names: RollupDifference["group"] }[]>(statement, [...ids])).group_names;
}
