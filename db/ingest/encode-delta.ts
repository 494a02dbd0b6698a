import { type CopyEncoder, OID } from "@/db/copy/copy-encoder";
import { ROLLUP_METRICS, ROLLUP_SUMS, rollupColumns } from "@/db/schema/rollup-columns";
import type { CountSum, Delta, MetricColumns, MoneySum } from "./aggregate-delta";

const EPOCH_2000_US = 946_684_800_000_000;
const INT4_COUNTS: ReadonlySet<string> = new Set(ROLLUP_SUMS.filter((name) => !/_tokens$|_pico$/.test(name)));

/** Writes a delta as the one COPY row of its queue table, in the order of rollupColumns(dimensions). */
export function encodeDelta(encoder: CopyEncoder, delta: Delta): void {
  const { groups } = delta;
  encoder.row(rollupColumns(delta.dimensions.map(({ name }) => name)).length);
  encoder.array(OID.timestamptz, groups, (group) => encoder.int64((delta.startsAtUs[group] ?? 0) - EPOCH_2000_US));
  for (const { codes } of delta.dimensions)
    encoder.array(OID.int4, groups, (group) => encoder.int32(codes[group] ?? 0));
  for (const name of ROLLUP_SUMS) {
    if (isMoney(name)) encodeMoney(encoder, delta.money[name]);
    else encodeCounts(encoder, delta.counts[name], INT4_COUNTS.has(name));
  }
  for (const name of ROLLUP_METRICS) encodeMetric(encoder, delta.metrics[name]);
}

function isMoney(name: CountSum | MoneySum): name is MoneySum {
  return name === "cost_pico" || name === "reported_cost_pico";
}

function encodeMoney(encoder: CopyEncoder, values: readonly bigint[]): void {
  encoder.array(OID.numeric, values.length, (group) => encoder.numeric(values[group] ?? 0n));
}

function encodeCounts(encoder: CopyEncoder, values: Float64Array, isInt4: boolean): void {
  if (isInt4) encoder.array(OID.int4, values.length, (group) => encoder.int32(values[group] ?? 0));
  else encoder.array(OID.int8, values.length, (group) => encoder.int64(values[group] ?? 0));
}

function encodeMetric(encoder: CopyEncoder, { n, sum, min, max, sketch }: MetricColumns): void {
  encodeCounts(encoder, n, true);
  encodeCounts(encoder, sum, false);
  for (const edge of [min, max]) {
    encoder.array(OID.int8, n.length, (group) => {
      if (n[group] === 0) encoder.null();
      else encoder.int64(edge[group] ?? 0);
    });
  }
  encoder.array(OID.bytea, n.length, (group) => encoder.bytea(sketch[group] ?? new Uint8Array(0)));
}
