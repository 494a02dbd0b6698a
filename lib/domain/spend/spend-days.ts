import { divideHalfEven } from "../pricing/divide-half-even";
import { DAY_MS } from "../time/units";
import type { DayAhead, FitDay } from "./fit-days";

/**
 * The cost of a local calendar day, which is the UTC midnight of the same date; null where it is not known. Of it, `capacityPico` is
 * what reserved capacity cost, used or not.
 */
export type SpendDay = { date: number; pico: bigint | null; capacityPico?: bigint };

/** Days without what capacity cost: what changes with use, and so has to be estimated. */
export function withoutCapacity(days: readonly SpendDay[]): SpendDay[] {
  return days.map(({ date, pico, capacityPico = 0n }) => ({ date, pico: pico === null ? null : pico - capacityPico }));
}

/** A day as a ratio to `unit`, for statistics; a day whose cost is not known is none. */
export function fitDaysOf(days: readonly SpendDay[], unit: bigint): FitDay[] {
  return days.flatMap(({ date, pico }) => (pico === null ? [] : [{ ...dayAhead(date), value: ratioOf(pico, unit) }]));
}

/** A day that is still to come, or the part of it that is. */
export function dayAhead(date: number, part = 1): DayAhead {
  return { at: date / DAY_MS, weekday: new Date(date).getUTCDay(), part };
}

/** What a day of these costs ordinarily, so that ratios to it are near 1: their median, or the mean where that is 0. */
export function unitOf(days: readonly SpendDay[]): bigint {
  const known = days.flatMap(({ pico }) => (pico === null ? [] : [pico])).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = known[Math.floor(known.length / 2)] ?? 0n;
  if (middle > 0n) return middle;
  const sum = known.reduce((total, pico) => total + pico, 0n);
  return sum > 0n ? sum / BigInt(known.length) + 1n : 1n;
}

/** Ratios have nine digits after the point: a ratio of 1 is the unit to the last pico. */
const DIGITS = 1_000_000_000;

export function ratioOf(pico: bigint, unit: bigint): number {
  return Number(divideHalfEven(pico * BigInt(DIGITS), unit)) / DIGITS;
}

export function picoOf(ratio: number, unit: bigint): bigint {
  return divideHalfEven(BigInt(Math.round(ratio * DIGITS)) * unit, BigInt(DIGITS));
}

/**
 * Days without those before the first record of a series; where it begins within them its first day is left out too, being
 * perhaps not a whole one.
 */
export function fromFirstRecord(days: readonly SpendDay[]): SpendDay[] {
  const first = days.findIndex(({ pico }) => pico !== 0n);
  if (first < 0) return [];
  return days.slice(first === 0 ? 0 : first + 1);
}
