import { NORMAL_975 } from "./normal-975";
export type Interval = { value: number; low: number; high: number };
export type Proportion = { hits: number; n: number };

/** 95 % score interval of a proportion (Wilson, JASA 22, 1927): sound for few samples and for no hits at all. */
export function wilsonInterval({ hits, n }: Proportion): Interval | null {
  if (n <= 0) return null;
  const value = hits / n;
  const centre = (hits + (NORMAL_975 * NORMAL_975) / 2) / (n + NORMAL_975 * NORMAL_975);
  const margin =
    (NORMAL_975 / (n + NORMAL_975 * NORMAL_975)) * Math.sqrt((hits * (n - hits)) / n + (NORMAL_975 * NORMAL_975) / 4);
  // At the ends the interval touches 0 or 1, which binary rounding would miss.
  return {
    value,
    low: hits === 0 ? 0 : Math.max(0, centre - margin),
    high: hits === n ? 1 : Math.min(1, centre + margin),
  };
}

/** 95 % interval of p(a) − p(b), from their Wilson intervals (Newcombe, Statistics in Medicine 17, 1998, method 10). */
export function newcombeInterval(a: Proportion, b: Proportion): Interval | null {
  const first = wilsonInterval(a);
  const second = wilsonInterval(b);
  if (!first || !second) return null;
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}
