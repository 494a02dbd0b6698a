import { type CopyEncoder, OID } from "@/db/copy/copy-encoder";
import { isCount, isMoney, ROLLUP_METRICS, ROLLUP_SUMS } from "@/db/schema/rollup-columns";
import type { Delta } from "./aggregate-delta";

const NO_BYTES = new Uint8Array(0);

/**
 * Writes a delta as the one COPY row of its queue table, in the order of rollupColumns(dimensions).
 *
 * A column that is nothing in every group is null: most outcomes never occur in a batch, and each array costs its folding.
 */
export function encodeDelta(encoder: CopyEncoder, delta: Delta): void {
  const columns = columnsOf(encoder, delta);
  encoder.row(columns.length);
  for (const { oid, write, isNothing } of columns) {
    if (isNothing) encoder.null();
    else encoder.array(oid, delta.groups, write);
  }
}

/** Writes each group of a delta as a COPY row of a rollup, with its columns in the same order. */
export function encodeGroups(encoder: CopyEncoder, delta: Delta): void {
  const columns = columnsOf(encoder, delta);
  for (let group = 0; group < delta.groups; group++) {
    encoder.row(columns.length);
    for (const { write } of columns) write(group);
  }
}

type Column = { oid: number; write: (group: number) => void; isNothing?: boolean };

function columnsOf(encoder: CopyEncoder, delta: Delta): Column[] {
  const code = (values: Int32Array): Column => ({
    oid: OID.int4,
    write: (group) => encoder.int32(values[group] ?? 0),
  });
  const int4 = (values: Float64Array): Column => ({
    oid: OID.int4,
    write: (group) => encoder.int32(values[group] ?? 0),
    isNothing: !values.some(Boolean),
  });
  const int8 = (values: Float64Array): Column => ({
    oid: OID.int8,
    write: (group) => encoder.int64(values[group] ?? 0),
    isNothing: !values.some(Boolean),
  });
  const money = (values: readonly bigint[]): Column => ({
    oid: OID.numeric,
    write: (group) => encoder.numeric(values[group] ?? 0n),
    isNothing: !values.some(Boolean),
  });
  const startsAt: Column = {
    oid: OID.timestamptz,
    write: (group) => encoder.timestamp(delta.startsAtUs[group] ?? 0),
  };
  const sums = ROLLUP_SUMS.map((name) => {
    if (isMoney(name)) return money(delta.money[name]);
    return isCount(name) ? int4(delta.counts[name]) : int8(delta.counts[name]);
  });
  const metrics = ROLLUP_METRICS.flatMap((name): Column[] => {
    const { n, sum, min, max, sketch } = delta.metrics[name];
    const isNothing = !n.some(Boolean);
    const edge = (values: Float64Array): Column => ({
      oid: OID.int8,
      write: (group) => {
        if (n[group] === 0) encoder.null();
        else encoder.int64(values[group] ?? 0);
      },
      isNothing,
    });
    const bytes: Column = { oid: OID.bytea, write: (group) => encoder.bytea(sketch[group] ?? NO_BYTES), isNothing };
    return [int4(n), int8(sum), edge(min), edge(max), bytes];
  });
  return [startsAt, ...delta.dimensions.map(({ codes }) => code(codes)), ...sums, ...metrics];
}
