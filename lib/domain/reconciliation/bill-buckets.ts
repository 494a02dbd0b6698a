import { type Message, message } from "@/lib/messages/translate";
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

export const BUCKET_LABELS: Readonly<Record<BillBucket, Message>> = {
  input: message("Input"),
  cached_input: message("Cached input"),
  cache_write: message("Cache write"),
  output: message("Output"),
  all: message("All usage"),
  other: message("Other charges"),
  credit: message("Credit"),
  discount: message("Discount"),
  tax: message("Tax"),
  purchase: message("Purchase"),
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
