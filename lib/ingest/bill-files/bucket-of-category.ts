import type { Adjustment } from "@/lib/domain/reconciliation/bill-buckets";

const CATEGORIES: readonly [RegExp, Adjustment][] = [
  [/\btax|\bvat\b|\bgst\b/i, "tax"],
  [/\bdiscount/i, "discount"],
  [/\bcredit|\brefund|\badjustment/i, "credit"],
  [/\bpurchase|\bsubscription|\bcommit/i, "purchase"],
];

/** What of a bill a category says is no usage; null of usage, and of what says nothing. */
export function bucketOfCategory(value: unknown): Adjustment | null {
  const text = typeof value === "string" ? value : "";
  return CATEGORIES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
