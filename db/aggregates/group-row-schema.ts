import { z } from "zod";
import { absentName, type SpendGroup } from "@/lib/domain/report-dimensions";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import { addGroups } from "./add-groups";
import type { AggregateGroup, Samples, Sums } from "./group-types";

type RowShape<Sum extends RollupSum> = {
  groupBy: readonly SpendGroup[];
  sums: readonly Sum[];
  metrics: readonly RollupMetric[];
  /** Whether the rows bring the samples themselves too. */
  isExact: boolean;
};

const integers = z.string().regex(/^[\d,-]+$/);
// Nothing between two commas where there is no value.
const optionalIntegers = z.string().regex(/^[\d,-]*$/);
const bytes = z.instanceof(Uint8Array).nullable();
const NONE = new Uint8Array(0);

/**
 * Reads a row of groupStatement, which holds all buckets of one combination of names, into aggregate groups.
 *
 * A chart's answer has ten thousand groups: as rows of their own, the driver would spend more on them than all the rest.
 */
export function groupRowSchema<Sum extends RollupSum>(shape: RowShape<Sum>) {
  const fields: Record<string, z.ZodType> = { bucket: integers };
  for (const name of shape.groupBy) fields[name] = z.string().nullable();
  for (const name of shape.sums) fields[name] = optionalIntegers;
  for (const metric of shape.metrics) {
    fields[`${metric}_n`] = optionalIntegers;
    fields[`${metric}_min`] = optionalIntegers;
    fields[`${metric}_max`] = optionalIntegers;
    for (const name of shape.isExact ? ["sketch", "exact"] : ["sketch"]) {
      fields[`${metric}_${name}`] = bytes;
      fields[`${metric}_${name}_sizes`] = integers;
    }
  }
  return z.object(fields).transform((row) => groupsOf(row, shape));
}

function groupsOf<Sum extends RollupSum>(row: Record<string, unknown>, shape: RowShape<Sum>): AggregateGroup<Sum>[] {
  const { groupBy, sums, metrics, isExact } = shape;
  // The schema above gave each field its type; only the names it made are not known to TypeScript.
  const names: AggregateGroup["names"] = {};
  for (const name of groupBy) names[name] = (row[name] as string | null) ?? (name === "tier" ? null : absentName(name));
  const sumLists = sums.map((name) => ({ name, isMoney: name.endsWith("_pico"), texts: listOf(row[name]) }));
  const sampleLists = metrics.map((metric) => ({ metric, list: samplesOf(row, metric, isExact) }));
  const groups = new Map<number, AggregateGroup<Sum>>();
  for (const [index, text] of listOf(row.bucket).entries()) {
    const bucket = Number(text) - 1;
    const counts: Record<string, number | bigint> = {};
    for (const { name, isMoney, texts } of sumLists) {
      counts[name] = isMoney ? BigInt(texts[index] ?? 0) : Number(texts[index]);
    }
    const samples: AggregateGroup["samples"] = {};
    for (const { metric, list } of sampleLists) samples[metric] = list[index];
    const part: AggregateGroup<Sum> = { bucket, names, sums: counts as Sums<Sum>, samples };
    const known = groups.get(bucket);
    groups.set(bucket, known ? addGroups(known, part) : part);
  }
  return [...groups.values()];
}

function samplesOf(row: Record<string, unknown>, metric: RollupMetric, isExact: boolean): Samples[] {
  const min = listOf(row[`${metric}_min`]);
  const max = listOf(row[`${metric}_max`]);
  const sketches = slicesOf(row, `${metric}_sketch`);
  const exact = isExact ? slicesOf(row, `${metric}_exact`) : [];
  return listOf(row[`${metric}_n`]).map((text, index) => ({
    n: Number(text),
    min: min[index] ? Number(min[index]) : null,
    max: max[index] ? Number(max[index]) : null,
    sketch: sketches[index] ?? NONE,
    exact: exact[index] ?? null,
  }));
}

/** The pieces of a column's bytes, of the sizes beside it; null for a size below zero. */
function slicesOf(row: Record<string, unknown>, column: string): (Uint8Array | null)[] {
  const all = (row[column] as Uint8Array | null) ?? NONE;
  let at = 0;
  return listOf(row[`${column}_sizes`]).map((text) => {
    const size = Number(text);
    if (size < 0) return null;
    at += size;
    return all.subarray(at - size, at);
  });
}

function listOf(text: unknown): string[] {
  return (text as string).split(",");
}
