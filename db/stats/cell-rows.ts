import { z } from "zod";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import type { Cell, CellDimension, Samples, Sums } from "./cell-types";

type RowShape<Sum extends RollupSum> = {
  groupBy: readonly CellDimension[];
  sums: readonly Sum[];
  metrics: readonly RollupMetric[];
  /** Whether the rows bring the samples themselves too. */
  isExact: boolean;
};

const integer = z.string().regex(/^-?\d+$/);
const bytes = z.instanceof(Uint8Array).nullable();
const NONE = new Uint8Array(0);

/**
 * Reads rows of cellStatement, in which sums are text, into cells.
 *
 * Plain checks first and conversion after: a chart's answer has ten thousand rows.
 */
export function cellRowSchema<Sum extends RollupSum>(shape: RowShape<Sum>) {
  const fields: Record<string, z.ZodType> = { bucket: z.number() };
  for (const name of shape.groupBy) fields[name] = z.string().nullable();
  for (const name of shape.sums) fields[name] = integer;
  for (const metric of shape.metrics) {
    fields[`${metric}_n`] = integer;
    fields[`${metric}_min`] = integer.nullable();
    fields[`${metric}_max`] = integer.nullable();
    fields[`${metric}_sketch`] = bytes;
    if (shape.isExact) fields[`${metric}_exact`] = bytes;
  }
  return z.object(fields).transform((row) => cellOf(row, shape));
}

function cellOf<Sum extends RollupSum>(row: Record<string, unknown>, shape: RowShape<Sum>): Cell<Sum> {
  // The schema above gave each field its type; only the names it made are not known to TypeScript.
  const names: Cell["names"] = {};
  for (const name of shape.groupBy) names[name] = row[name] as string | null;
  const sums: Record<string, number | bigint> = {};
  for (const name of shape.sums) sums[name] = isMoney(name) ? BigInt(row[name] as string) : Number(row[name]);
  const samples: Cell["samples"] = {};
  for (const metric of shape.metrics) samples[metric] = samplesOf(row, metric, shape.isExact);
  return { bucket: Number(row.bucket) - 1, names, sums: sums as Sums<Sum>, samples };
}

function samplesOf(row: Record<string, unknown>, metric: RollupMetric, isExact: boolean): Samples {
  const n = Number(row[`${metric}_n`]);
  const min = row[`${metric}_min`];
  const max = row[`${metric}_max`];
  return {
    n,
    min: min === null ? null : Number(min),
    max: max === null ? null : Number(max),
    sketch: (row[`${metric}_sketch`] as Uint8Array | null) ?? NONE,
    exact: isExact ? ((row[`${metric}_exact`] as Uint8Array | null) ?? (n === 0 ? NONE : null)) : null,
  };
}

function isMoney(name: RollupSum): boolean {
  return name.endsWith("_pico");
}
