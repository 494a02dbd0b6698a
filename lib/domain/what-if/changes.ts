import type { ReportDimension } from "../report-dimensions";

/** Names that traffic must have; a dimension left out or without names restricts nothing. */
export type Where = { readonly [Name in ReportDimension]?: readonly string[] | undefined };

/** A model as a provider sells it. */
export type PricedModel = { model: string; provider: string };

/** What a price can be raised for: all of it, or one bucket of tokens. Reasoning is a part of output. */
export const RAISED_BUCKETS = ["all", "input", "cached_input", "cache_write", "output"] as const;
export type RaisedBucket = (typeof RAISED_BUCKETS)[number];

/** Traffic, or a share of it, answered by another model. */
export type ModelChange = { kind: "model"; where: Where; share: number; to: PricedModel };
/** Prices higher or lower by a fraction: 0.2 is a fifth more. */
export type PriceChange = { kind: "price"; where: Where; rise: number; bucket: RaisedBucket };
/** All input charged as new, or a share of it read from a cache; null takes the share that the same model has elsewhere. */
export type CacheChange = { kind: "cache"; where: Where; mode: "off" } | CacheOn;
type CacheOn = { kind: "cache"; where: Where; mode: "on"; hitShare: number | null };
/** Traffic that can wait is sent when its price is next lower, if that is within so many hours. */
export type ShiftChange = { kind: "shift"; where: Where; deadlineHours: number };

/** Capacity at a price for each hour of the window, busy or idle, in place of tokens; what is beyond its throughput stays by the token. */
export type CapacityChange = { kind: "capacity"; where: Where; picoPerHour: bigint; tokensPerHour: number | null };

/** One thing that could have been otherwise. */
export type Change = ModelChange | PriceChange | CacheChange | ShiftChange | CapacityChange;
export type ChangeKind = Change["kind"];

/** The order in which changes act, whatever order they are given in: a price that rises rises for what was moved to it too. */
const CHANGE_ORDER: readonly ChangeKind[] = ["model", "cache", "shift", "price", "capacity"];

/** Changes in the order in which they act, each with its place in the list it came from. */
export function inOrder<C extends { kind: ChangeKind }>(changes: readonly C[]): { change: C; place: number }[] {
  return changes
    .map((change, place) => ({ change, place }))
    .sort((a, b) => CHANGE_ORDER.indexOf(a.change.kind) - CHANGE_ORDER.indexOf(b.change.kind) || a.place - b.place);
}
