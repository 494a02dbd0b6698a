import type { MinuteSpan } from "@/lib/domain/segments";
import type { Retention } from "../stats/cell-types";

const QUARTER = 15;

/** How a window's minutes are read: whole quarters from their sealed masks, the edges minute by minute. */
export type UptimePlan = {
  starts: number[];
  window: MinuteSpan;
  quarters: MinuteSpan;
  edges: MinuteSpan[];
  /** First epoch minute, on a quarter, from which minute rows are complete; before it single attempts are read. */
  minuteRowsFrom: number;
};

/** Aligns outward to quarters where neither minute rows nor single attempts are kept, as planSegments does. */
export function planUptime(buckets: readonly MinuteSpan[], retention: Retention): UptimePlan {
  const keptFrom = Math.min(retention.minuteKeptFrom, retention.rawKeptFrom);
  const first = buckets[0]?.from ?? 0;
  const last = buckets.at(-1)?.to ?? 0;
  const from = first >= keptFrom ? first : floorQuarter(first);
  const to = floorQuarter(last) >= keptFrom ? last : ceilQuarter(last);
  const inner = { from: ceilQuarter(from), to: floorQuarter(to) };
  const hasQuarters = inner.from < inner.to;
  const edges = hasQuarters
    ? [
        { from, to: inner.from },
        { from: inner.to, to },
      ]
    : [{ from, to }];
  return {
    starts: buckets.map((bucket, index) => (index === 0 ? from : bucket.from)),
    window: { from, to },
    quarters: hasQuarters ? inner : { from: to, to },
    edges: edges.filter((edge) => edge.from < edge.to),
    minuteRowsFrom: ceilQuarter(retention.minuteKeptFrom),
  };
}

function floorQuarter(minute: number): number {
  return Math.floor(minute / QUARTER) * QUARTER;
}

function ceilQuarter(minute: number): number {
  return Math.ceil(minute / QUARTER) * QUARTER;
}
