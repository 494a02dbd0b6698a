import { divideHalfEven } from "../pricing/divide-half-even";
import { calendarMonth } from "../time/calendar-window";
import { HOUR_MS, US_PER_MS } from "../time/units";
import { MONTH_HOURS } from "./break-even";

/** Provisioned throughput and GPUs are paid by the hour, a plan by the calendar month of a zone. */
export const CAPACITY_KINDS = ["ptu_hour", "gpu_hour", "plan_month"] as const;
export type CapacityKind = (typeof CAPACITY_KINDS)[number];

/** What is paid for capacity reserved at a provider, used or not. */
export type CapacityPrice = {
  id: number;
  name: string;
  provider: string;
  /** Names that it serves, or beginnings before a `*`; empty is every model. */
  models: readonly string[];
  /** The region that serves, or its beginning before a `*`; null is any. */
  region: string | null;
  kind: CapacityKind;
  units: number;
  /** Of one unit for an hour or a month, in 10⁻¹² of the currency. */
  amountPico: bigint;
  currency: string;
  zone: string;
  /** What one unit takes in an hour, or in a month of a plan; null is not known. */
  tokensPerUnit: number | null;
  /** Valid in [validFrom, validTo), epoch µs; null is without end. */
  validFrom: number;
  validTo: number | null;
};

type Accruing = Pick<CapacityPrice, "kind" | "units" | "amountPico" | "zone" | "validFrom" | "validTo">;

/**
 * What a stretch of epoch ms costs, in 10⁻¹² of the currency: it accrues evenly within each hour, or each month of a plan.
 *
 * A difference of what had accrued before its ends, so that stretches that follow each other add up to the whole exactly.
 */
export function costOfSpan(capacity: Accruing, fromMs: number, toMs: number): bigint {
  return fromMs >= toMs ? 0n : accrued(capacity, toMs) - accrued(capacity, fromMs);
}

/** What all units cost for an hour; of a plan on average over a year, by 730 hours a month. In 10⁻¹² of the currency. */
export function picoPerHour({ kind, units, amountPico }: Pick<CapacityPrice, "kind" | "units" | "amountPico">): bigint {
  const whole = amountPico * BigInt(units);
  return kind === "plan_month" ? divideHalfEven(whole, BigInt(MONTH_HOURS)) : whole;
}

/** The tokens that all units take in an hour; null is not known. */
export function tokensPerHour({
  kind,
  units,
  tokensPerUnit,
}: Pick<CapacityPrice, "kind" | "units" | "tokensPerUnit">): number | null {
  if (tokensPerUnit === null) return null;
  return kind === "plan_month" ? Math.floor((tokensPerUnit * units) / MONTH_HOURS) : tokensPerUnit * units;
}

/** The price of a million tokens at full use, in 10⁻¹² of the currency; null where the throughput is not known. */
export function usedPicoPerM({ amountPico, tokensPerUnit }: Pick<CapacityPrice, "amountPico" | "tokensPerUnit">) {
  return tokensPerUnit === null ? null : divideHalfEven(amountPico * 1_000_000n, BigInt(tokensPerUnit));
}

function accrued({ kind, units, amountPico, zone, validFrom, validTo }: Accruing, atMs: number): bigint {
  const fromMs = validFrom / US_PER_MS;
  const until = Math.min(atMs, validTo === null ? atMs : validTo / US_PER_MS);
  if (until <= fromMs) return 0n;
  const amount = amountPico * BigInt(units);
  if (kind !== "plan_month") return divideHalfEven(amount * BigInt(until - fromMs), BigInt(HOUR_MS));
  let sum = 0n;
  for (let at = fromMs; at < until; ) {
    const month = calendarMonth(at, zone);
    const end = Math.min(month.to.getTime(), until);
    sum += divideHalfEven(amount * BigInt(end - at), BigInt(month.to.getTime() - month.from.getTime()));
    at = month.to.getTime();
  }
  return sum;
}
