import { studentQuantile } from "../statistics/student-t";
import { DAY_MS } from "../time/units";
import { fitSpend } from "./expect-spend";
import type { DayAhead, DayFit } from "./fit-days";
import { dayAhead, picoOf, type SpendDay } from "./spend-days";

/** Both ends in pico USD. */
export type MoneyInterval = { low: bigint; high: bigint };
/** An expected sum with the intervals that hold it four times in five, and nineteen times in twenty. */
export type MoneyForecast = { expected: bigint; interval80: MoneyInterval; interval95: MoneyInterval };

export type MonthForecast = {
  monthToDate: bigint | null;
  /** Null where there are too few days. */
  monthEnd: MoneyForecast | null;
  nextMonth: MoneyForecast | null;
  /** Whole days with a known cost that it rests on. */
  evidenceDays: number;
  hasTrend: boolean;
  hasWeekdays: boolean;
};

export type ForecastInput = {
  /** The whole days of the month before today; null where they are not all known. */
  spent: readonly SpendDay[] | null;
  /** Whole days before today, contiguous and ascending: the evidence. What reserved capacity cost is no part of it. */
  days: readonly SpendDay[];
  /** Today so far, and the part of it that has passed, from 0 to 1. */
  today: SpendDay & { elapsed: number };
  /** What reserved capacity will cost in the rest of the month and in the next one, in pico USD: known, and so not estimated. */
  due?: { restOfMonth: bigint; nextMonth: bigint };
};

const NOTHING_DUE = { restOfMonth: 0n, nextMonth: 0n };

/**
 * What the month of `today` will cost at its end, and the next one.
 *
 * What is spent is exact; only what is to come is estimated, from the last eight weeks, and a day that is still filling adds the
 * part of an ordinary day that has not passed. A sum to come is never below 0.
 */
export function forecastMonth({ spent, days, today, due = NOTHING_DUE }: ForecastInput): MonthForecast {
  const nextStart = monthOf(today.date, 1);
  const { fit, unit, evidenceDays } = fitSpend(days);
  const monthToDate = spent && sumKnown([...spent, today]);
  const rest = [dayAhead(today.date, 1 - today.elapsed), ...daysBetween(today.date + DAY_MS, nextStart)];
  return {
    monthToDate,
    monthEnd:
      fit && monthToDate !== null ? forecastOf(fit, rest, { unit, spent: monthToDate + due.restOfMonth }) : null,
    nextMonth: fit && forecastOf(fit, daysBetween(nextStart, monthOf(today.date, 2)), { unit, spent: due.nextMonth }),
    evidenceDays,
    hasTrend: fit?.hasTrend ?? false,
    hasWeekdays: fit?.hasWeekdays ?? false,
  };
}

function forecastOf(
  fit: DayFit,
  ahead: readonly DayAhead[],
  { unit, spent }: { unit: bigint; spent: bigint },
): MoneyForecast {
  const { mean, sd, dof, above, below } = fit.outlook(ahead);
  const interval = (share: number): MoneyInterval => {
    const quantile = studentQuantile((1 + share) / 2, dof);
    const [down, up] = [quantile * Math.hypot(sd, below), quantile * Math.hypot(sd, above)];
    return { low: spent + picoOf(Math.max(0, mean - down), unit), high: spent + picoOf(mean + up, unit) };
  };
  return { expected: spent + picoOf(mean, unit), interval80: interval(0.8), interval95: interval(0.95) };
}

/** The sum of what is known; null where that is nothing and there is more. */
function sumKnown(days: readonly SpendDay[]): bigint | null {
  const sum = days.reduce((total, { pico }) => total + (pico ?? 0n), 0n);
  return sum === 0n && days.some(({ pico }) => pico === null) ? null : sum;
}

function daysBetween(from: number, to: number): DayAhead[] {
  return Array.from({ length: Math.max(0, (to - from) / DAY_MS) }, (_, index) => dayAhead(from + index * DAY_MS));
}

/** The first day of the month that a date lies in, or of one of the months after it. */
export function monthOf(date: number, monthsLater: number): number {
  const day = new Date(date);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + monthsLater, 1);
}
