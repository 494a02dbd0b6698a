import type { Filters } from "@/lib/contract/common";
import type { BreakdownDimension } from "@/lib/domain/breakdown";
import type { SpendGroup } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { MoneySum, RollupMetric, RollupSum } from "../schema/rollup-columns";

/** A breakdown, and the first epoch minute from which on it has every attempt. */
export type RetainedBreakdown = { id: number; dimensions: readonly BreakdownDimension[]; completeFrom: number };

/**
 * First epoch minute of which minute rows, single attempts, or quarters and hours (all, if left out) are still kept; the
 * breakdowns there are; whether anything was ever sent that did not ask for text; and from when on sums know the parts of
 * money and tokens (always, if left out): what is estimated, matched, wasted and unpriced.
 */
export type Retention = {
  minuteRetainedFrom: number;
  rawRetainedFrom: number;
  quarterRetainedFrom?: number;
  breakdowns?: readonly RetainedBreakdown[];
  hasOtherOperations?: boolean;
  partsKnownFrom?: number;
};

export type GroupsInput<Sum extends RollupSum> = {
  /** Contiguous and ascending, in epoch minutes. */
  buckets: readonly MinuteSpan[];
  filters: Filters;
  groupBy: readonly SpendGroup[];
  sums: readonly Sum[];
  metrics: readonly RollupMetric[];
  retention: Retention;
};

/** What one statement adds up, and by what. */
export type GroupShape = {
  groupBy: readonly SpendGroup[];
  filters: Filters;
  sums: readonly RollupSum[];
  metrics: readonly RollupMetric[];
};

export type Sums<Sum extends RollupSum> = { [Name in Sum]: Name extends MoneySum ? bigint : number };

/** Samples of one metric: the numbers beside the encodings are exact. `exact` holds every sample, where few were read raw. */
export type Samples = {
  n: number;
  min: number | null;
  max: number | null;
  sketch: Uint8Array;
  exact: Uint8Array | null;
};

/** What one group did in one bucket; `names` has the dimensions that were grouped by; the tier is null for attempts without one. */
export type AggregateGroup<Sum extends RollupSum = RollupSum> = {
  bucket: number;
  names: Partial<Record<SpendGroup, string | null>>;
  sums: Sums<Sum>;
  samples: Partial<Record<RollupMetric, Samples>>;
};

export type AggregateGroups<Sum extends RollupSum = RollupSum> = {
  groups: AggregateGroup<Sum>[];
  /** The window really read, in epoch minutes: wider than asked only where fine rows are gone. */
  from: number;
  to: number;
  method: "exact" | "sketch";
};
