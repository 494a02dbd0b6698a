/** What one model did in one hour: judged attempts and those that failed. */
export type HourCounts = { judged: number; failed: number };

/** Availability of a primary by itself and with a fallback behind it, and what the difference costs. */
export type PriceOfNines = {
  /** Shares of requests answered. */
  alone: number;
  /** If the two failed independently of each other. */
  independent: number;
  /** As they failed hour by hour: those in which both were asked. Null of fewer than 24 such hours. */
  joint: number | null;
  hours: number;
  /** Factors of ten by which fewer requests fail with the fallback: of the joint availability where it is known. Null where nothing failed. */
  nines: number | null;
  /** Of a thousand requests, in USD: what those cost that the fallback answers; null without a price. */
  usdPerThousand: number | null;
};

const HOURS_MIN = 24;
const THOUSAND = 1_000;

type NinesInput = {
  primary: ReadonlyMap<number, HourCounts>;
  fallback: ReadonlyMap<number, HourCounts>;
  /** What an answered request of the fallback costs, in USD. */
  fallbackUsd: number | null;
};

/**
 * What a fallback adds: a request fails where both fail. Hour by hour, the chances are multiplied within each hour alone, so that
 * outages which both share do not count as if they were unrelated.
 */
export function priceOfNines({ primary, fallback, fallbackUsd }: NinesInput): PriceOfNines | null {
  const [first, second] = [failedShare(primary), failedShare(fallback)];
  if (first === null || second === null) return null;
  let [weight, both, own] = [0, 0, 0];
  let hours = 0;
  for (const [hour, counts] of primary) {
    const other = fallback.get(hour);
    if (!other || other.judged === 0 || counts.judged === 0) continue;
    hours++;
    weight += counts.judged;
    own += counts.failed;
    both += counts.failed * (other.failed / other.judged);
  }
  // Where the primary failed in hours without the fallback, these may stand for them.
  const rescued = hours >= HOURS_MIN && own > 0 && weight > 0 ? 1 - both / own : null;
  const joint =
    rescued === null ? (hours >= HOURS_MIN && own === 0 ? 1 - first * second : null) : 1 - first * (1 - rescued);
  const left = 1 - (joint ?? 1 - first * second);
  return {
    alone: 1 - first,
    independent: 1 - first * second,
    joint,
    hours,
    nines: first > 0 && left > 0 ? Math.log10(first / left) : null,
    usdPerThousand: fallbackUsd === null ? null : first * fallbackUsd * THOUSAND,
  };
}

function failedShare(hours: ReadonlyMap<number, HourCounts>): number | null {
  let [judged, failed] = [0, 0];
  for (const own of hours.values()) {
    judged += own.judged;
    failed += own.failed;
  }
  return judged === 0 ? null : failed / judged;
}
