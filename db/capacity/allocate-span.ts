import { type Allocation, allocateCapacity } from "@/lib/domain/capacity/allocate-capacity";
import { type CapacityPeriod, capacityPeriods } from "@/lib/domain/capacity/capacity-periods";
import { costOfSpan } from "@/lib/domain/capacity/capacity-price";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import type { StoredCapacity } from "./capacity-row";
import { readPeriodUse, type Used } from "./read-period-use";

export type AllocatedSpan = {
  capacity: StoredCapacity;
  periods: CapacityPeriod[];
  /** Of all periods, in pico USD; null where a day has no rate of its currency. */
  paidPico: bigint | null;
  allocation: Allocation<Used>;
};

type Input = {
  buckets: readonly MinuteSpan[];
  now: Date;
  retention: Retention;
  rates: ExchangeRates;
  withApps: boolean;
};

/** What capacity cost in the buckets of a report up to now, and who used it; null where it was not reserved then. */
export async function allocateSpan(
  db: Db,
  capacity: StoredCapacity,
  { buckets, now, retention, rates, withApps }: Input,
): Promise<AllocatedSpan | null> {
  const until = epochMinute(now) + 1;
  const hoursRetainedFrom = retention.quarterRetainedFrom ?? 0;
  const periods = capacityPeriods(capacity, buckets, { until, hoursRetainedFrom });
  if (periods.length === 0) return null;
  const costs = periods.map((period) => picoUsdOf(capacity, period, rates));
  const isKnown = costs.every((cost) => cost !== null);
  const known = costs.map((cost) => (isKnown ? (cost ?? 0n) : 0n));
  const uses = await readPeriodUse(db, { served: capacity, periods, withApps, retention });
  return {
    ...{ capacity, periods, allocation: allocateCapacity(known, uses) },
    paidPico: isKnown ? known.reduce((sum, cost) => sum + cost, 0n) : null,
  };
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
