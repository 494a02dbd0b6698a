import { type CapacityPeriod, capacityPeriods } from "@/lib/domain/capacity/capacity-periods";
import { costOfSpan } from "@/lib/domain/capacity/capacity-price";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { StoredCapacity } from "./capacity-row";

export type CostInput = {
  buckets: readonly MinuteSpan[];
  now: Date;
  retention: Retention;
  rates: ExchangeRates;
};

export type CostedPeriods = {
  periods: CapacityPeriod[];
  /** Of each period, in pico USD; all 0 where one of them has no rate of its currency. */
  costs: bigint[];
  /** The sum of them; null where one has no rate. */
  paidPico: bigint | null;
};

/** What capacity cost in the buckets of a report up to now, period by period. */
export function costPeriods(capacity: StoredCapacity, { buckets, now, retention, rates }: CostInput): CostedPeriods {
  const until = epochMinute(now) + 1;
  const hoursRetainedFrom = retention.quarterRetainedFrom ?? 0;
  const periods = capacityPeriods(capacity, buckets, { until, hoursRetainedFrom });
  const costs = periods.map((period) => picoUsdOf(capacity, period, rates));
  const isKnown = costs.every((cost) => cost !== null);
  const known = costs.map((cost) => (isKnown ? (cost ?? 0n) : 0n));
  return { periods, costs: known, paidPico: isKnown ? known.reduce((sum, cost) => sum + cost, 0n) : null };
}

/** A sum of a currency in pico USD, at the rate of an instant's UTC day (epoch µs). */
export function toPicoUsd(pico: bigint, currency: string, atUs: number, rates: ExchangeRates): bigint | null {
  const perUsd = rates.picoPerUsd(currency, atUs);
  return perUsd === null ? null : divideHalfEven(pico * PICO_PER_USD, perUsd);
}

function picoUsdOf(capacity: StoredCapacity, { from, to }: MinuteSpan, rates: ExchangeRates): bigint | null {
  const cost = costOfSpan(capacity, from * MINUTE_MS, to * MINUTE_MS);
  return toPicoUsd(cost, capacity.currency, from * MINUTE_US, rates);
}
