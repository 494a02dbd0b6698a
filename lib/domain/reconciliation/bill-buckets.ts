import { recordOf } from "../record-of";

/** What a bill charges tokens as. Disjoint; reasoning is billed as output, so it is a part of it here. */
export const TOKEN_BUCKETS = ["input", "cached_input", "cache_write", "output"] as const;
export type TokenBucket = (typeof TOKEN_BUCKETS)[number];

/** What of a bill is no usage: it has no counterpart among attempts. */
const ADJUSTMENTS = ["credit", "discount", "tax", "purchase"] as const;
export type Adjustment = (typeof ADJUSTMENTS)[number];

/** `all` is a model's usage that the bill does not split; `other` is what is charged by another unit than tokens. */
export const BILL_BUCKETS = [...TOKEN_BUCKETS, "all", "other", ...ADJUSTMENTS] as const;
export type BillBucket = (typeof BILL_BUCKETS)[number];

export const BUCKET_LABELS: Readonly<Record<BillBucket, string>> = {
  input: "Input",
  cached_input: "Cached input",
  cache_write: "Cache write",
  output: "Output",
  all: "All usage",
  other: "Other charges",
  credit: "Credit",
  discount: "Discount",
  tax: "Tax",
  purchase: "Purchase",
};

const ADJUSTMENT_SET: ReadonlySet<string> = new Set(ADJUSTMENTS);
const ORDER = recordOf(BILL_BUCKETS, (bucket) => BILL_BUCKETS.indexOf(bucket));

export function isAdjustment(bucket: BillBucket): bucket is Adjustment {
  return ADJUSTMENT_SET.has(bucket);
}

/** Negative where `a` stands before `b` in tables. */
export function compareBuckets(a: BillBucket, b: BillBucket): number {
  return ORDER[a] - ORDER[b];
}
