import { binomialTail } from "./binomial";

/** One hour of a model: its judged attempts, and its 90th percentiles of latency where there are samples enough. */
export type ModelHour = { judged: number; failures: number; p90s: readonly (number | null)[] };

/** Failures less likely than this, at the rate of the other hours, are an incident and not chance. */
const IMPROBABLE = 1e-4;
const SLOW_FACTOR = 2;
const ROUNDS_MAX = 20;

/**
 * The places of the hours in which a model was healthy, of those with judged attempts.
 *
 * Left out are hours in which more than half failed; then those whose failures cannot be chance at the rate of the others,
 * again and again; and those whose 90th percentile is over twice that of the hour in the middle. The median rate of the
 * hours would not do, being 0 where a failure is rarer than one an hour. Hours with a failover stay: a threshold too low
 * opens a healthy model in every one of them.
 */
export function healthyHours(hours: readonly ModelHour[]): number[] {
  let remaining = hours.flatMap(({ judged, failures }, place) => (judged > 0 && failures <= judged / 2 ? [place] : []));
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const rate = errorRateOf(hours, remaining);
    const likely = remaining.filter((place) => {
      const { judged = 0, failures = 0 } = hours[place] ?? {};
      return failures <= judged * rate || binomialTail(failures, judged, rate) >= IMPROBABLE;
    });
    if (likely.length === remaining.length) break;
    remaining = likely;
  }
  const usual = (hours[0]?.p90s ?? []).map((_, metric) => weightedMedian(hours, remaining, metric));
  return remaining.filter((place) =>
    usual.every((p90, metric) => {
      const own = hours[place]?.p90s[metric] ?? null;
      return own === null || p90 === null || own <= p90 * SLOW_FACTOR;
    }),
  );
}

function errorRateOf(hours: readonly ModelHour[], places: readonly number[]): number {
  let [judged, failures] = [0, 0];
  for (const place of places) {
    judged += hours[place]?.judged ?? 0;
    failures += hours[place]?.failures ?? 0;
  }
  return judged === 0 ? 0 : failures / judged;
}

/** The percentile of the hour in the middle, each hour counting for its judged attempts. */
function weightedMedian(hours: readonly ModelHour[], places: readonly number[], metric: number): number | null {
  const known = places
    .flatMap((place) => {
      const { judged = 0, p90s = [] } = hours[place] ?? {};
      const value = p90s[metric] ?? null;
      return value === null ? [] : [{ value, judged }];
    })
    .sort((a, b) => a.value - b.value);
  const half = known.reduce((sum, { judged }) => sum + judged, 0) / 2;
  let passed = 0;
  for (const { value, judged } of known) {
    passed += judged;
    if (passed >= half) return value;
  }
  return null;
}
