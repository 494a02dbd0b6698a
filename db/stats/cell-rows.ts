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
  const read = cellReader(shape);
  return z.object(fields).transform(read);
}

/** What the rows of a shape have in common is worked out once: a chart's answer has ten thousand of them. */
function cellReader<Sum extends RollupSum>({ groupBy, sums, metrics, isExact }: RowShape<Sum>) {
  const metricColumns = metrics.map((metric) => ({ metric, columns: sampleColumns(metric) }));
  const sumColumns = sums.map((name) => ({ name, isMoney: name.endsWith("_pico") }));
  // The schema above gave each field its type; only the names it made are not known to TypeScript.
  return (row: Record<string, unknown>): Cell<Sum> => {
    const names: Cell["names"] = {};
    for (const name of groupBy) names[name] = row[name] as string | null;
    const counts: Record<string, number | bigint> = {};
    for (const { name, isMoney } of sumColumns) {
      counts[name] = isMoney ? BigInt(row[name] as string) : Number(row[name]);
    }
    const samples: Cell["samples"] = {};
    for (const { metric, columns } of metricColumns) samples[metric] = samplesOf(row, columns, isExact);
    return { bucket: Number(row.bucket) - 1, names, sums: counts as Sums<Sum>, samples };
  };
}

type SampleColumns = ReturnType<typeof sampleColumns>;

function sampleColumns(metric: RollupMetric) {
  const column = <Part extends string>(part: Part) => `${metric}_${part}` as const;
  return { n: column("n"), min: column("min"), max: column("max"), sketch: column("sketch"), exact: column("exact") };
}

function samplesOf(row: Record<string, unknown>, columns: SampleColumns, isExact: boolean): Samples {
  const n = Number(row[columns.n]);
  const min = row[columns.min];
  const max = row[columns.max];
  return {
    n,
    min: min === null ? null : Number(min),
    max: max === null ? null : Number(max),
    sketch: (row[columns.sketch] as Uint8Array | null) ?? NONE,
    exact: isExact ? ((row[columns.exact] as Uint8Array | null) ?? (n === 0 ? NONE : null)) : null,
  };
}
