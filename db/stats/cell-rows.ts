import { z } from "zod";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import type { Cell, CellDimension, Samples, Sums } from "./cell-types";

const count = z.coerce.number();
const money = z.string().transform(BigInt);
const bytes = z.instanceof(Uint8Array);
const NONE = new Uint8Array(0);

type RowShape<Sum extends RollupSum> = {
  groupBy: readonly CellDimension[];
  sums: readonly Sum[];
  metrics: readonly RollupMetric[];
};

/** The schema of a row of cellStatement; it gives the cell. Sums arrive as text. */
export function cellRowSchema<Sum extends RollupSum>({ groupBy, sums, metrics }: RowShape<Sum>) {
  const shape: Record<string, z.ZodType> = { bucket: z.number().int().positive() };
  for (const name of groupBy) shape[name] = z.string().nullable();
  for (const name of sums) shape[name] = isMoney(name) ? money : count;
  for (const metric of metrics) {
    shape[`${metric}_n`] = count;
    shape[`${metric}_sum`] = money;
    shape[`${metric}_min`] = count.nullable();
    shape[`${metric}_max`] = count.nullable();
    shape[`${metric}_sketch`] = bytes.nullable();
    shape[`${metric}_exact`] = bytes.nullable();
  }
  return z.object(shape).transform((row) => cellOf<Sum>(row, { groupBy, sums, metrics }));
}

function cellOf<Sum extends RollupSum>(row: Record<string, unknown>, shape: RowShape<Sum>): Cell<Sum> {
  const { groupBy, sums, metrics } = shape;
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, row[name]]));
  // The schema above gave each of these fields its type; only their names are not known to TypeScript.
  return {
    bucket: Number(row.bucket) - 1,
    names: pick(groupBy) as Cell["names"],
    sums: pick(sums) as Sums<Sum>,
    samples: Object.fromEntries(metrics.map((metric) => [metric, samplesOf(row, metric)])),
  };
}

function samplesOf(row: Record<string, unknown>, metric: RollupMetric): Samples {
  const field = (name: string) => row[`${metric}_${name}`];
  return {
    n: field("n"),
    sum: field("sum"),
    min: field("min"),
    max: field("max"),
    sketch: field("sketch") ?? NONE,
    exact: field("n") === 0 ? NONE : field("exact"),
  } as Samples;
}

function isMoney(name: RollupSum): boolean {
  return name.endsWith("_pico");
}
