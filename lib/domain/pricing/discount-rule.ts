/** What a rule may be limited to. Each covers every modality: audio and images in go with the input, reasoning with the output. */
export const DISCOUNT_BUCKETS = ["input", "cached_input", "cache_write", "output", "fees"] as const;
export type DiscountBucket = (typeof DISCOUNT_BUCKETS)[number];

/** The rules that take a part of a bucket, in their order. */
export function rulesOfBucket<Rule extends Pick<DiscountRule, "buckets">>(
  rules: readonly Rule[],
  bucket: DiscountBucket,
): Rule[] {
  return rules.filter(({ buckets }) => buckets.length === 0 || buckets.includes(bucket));
}

/** Percent off the list price of a provider's models, agreed with it for a time. */
export type DiscountRule = {
  id: number;
  name: string;
  provider: string;
  /** Names at the provider, or beginnings before a `*`; empty is every model. */
  models: readonly string[];
  /** Empty is everything. */
  buckets: readonly DiscountBucket[];
  /** Millionths off: 120,000 is 12 %. Above 0 and below a million. */
  offPpm: number;
  /** Rules of one price take their part in this order, each of what the one before left. */
  position: number;
  /** Valid in [validFrom, validTo), epoch µs; null is without end. */
  validFrom: number;
  validTo: number | null;
};

export const PPM = 1_000_000;

/** Whether a name is one of the patterns' (exact, or a beginning before a `*`); of no patterns every name is. */
export function matchesName(patterns: readonly string[], name: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, name));
}

function matchesPattern(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether some name is of both lists of patterns. */
export function shareName(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return a.some((one) => b.some((other) => matchesPattern(one, other) || sharePrefix(one, other)));
}

function sharePrefix(one: string, other: string): boolean {
  if (!other.endsWith("*")) return false;
  const prefix = other.slice(0, -1);
  return one.endsWith("*") ? one.startsWith(prefix) || prefix.startsWith(one.slice(0, -1)) : one.startsWith(prefix);
}

/** Whether both take their part of the same price at the same place, so that which comes first would be left to chance. */
export function rulesCollide(a: Omit<DiscountRule, "id" | "name">, b: Omit<DiscountRule, "id" | "name">): boolean {
  const beginsBefore = (one: typeof a, other: typeof a) => other.validTo === null || one.validFrom < other.validTo;
  return (
    a.provider === b.provider &&
    a.position === b.position &&
    beginsBefore(a, b) &&
    beginsBefore(b, a) &&
    shareName(a.models, b.models) &&
    (a.buckets.length === 0 || b.buckets.length === 0 || a.buckets.some((bucket) => b.buckets.includes(bucket)))
  );
}

/** "12", "2.5": a part in millionths as a percentage. */
export function percentText(ppm: number): string {
  return String(ppm / (PPM / 100));
}
