import type { Forecast } from "@/lib/contract/forecast";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { NAMED_MAX, REPORT_FILTERS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { describeForecast } from "@/lib/domain/spend/describe-forecast";
import { FIT_DAYS_MAX } from "@/lib/domain/spend/fit-days";
import { forecastMonth, type MoneyForecast, type MoneyInterval, monthOf } from "@/lib/domain/spend/forecast-month";
import { fromFirstRecord, type SpendDay, withoutCapacity } from "@/lib/domain/spend/spend-days";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { epochMinute } from "@/lib/domain/time/time-window";
import { localDate, startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { readCapacityAhead } from "../capacity/read-capacity-ahead";
import type { Db } from "../client";
import type { SpendInput } from "./get-spend";
import { readSpendDays, type SpendDays } from "./read-spend-days";

export type ForecastInput = Pick<SpendInput, "filters" | "tz" | "now" | "retention"> & { by: ReportDimension | null };

/**
 * What will be billed for the calendar month that `now` lies in at its end, and for the next one, of everything and of each name of
 * a dimension.
 *
 * Reserved capacity is due used or not: of everything, and of providers, its part to come is known. The share of a model or app
 * depends on use, and is forecast with the rest.
 */
export async function getForecast(db: Db, input: ForecastInput): Promise<Forecast> {
  const { by, now, tz, filters } = input;
  const today = localDate(now.getTime(), tz);
  const window = {
    from: new Date(startOfDate(today - FIT_DAYS_MAX * DAY_MS, tz)),
    to: new Date((epochMinute(now) + 1) * MINUTE_MS),
  };
  const [total, named] = await Promise.all([
    readSpendDays(db, { ...input, window, by: null, isBilled: true }),
    by === null ? null : readSpendDays(db, { ...input, window, by, isBilled: true }),
  ]);
  const due = total.isPaid !== false ? await readDueMonths(db, { filters, today, tz, from: window.to }) : null;
  const at = { today, elapsed: elapsedOf(now, today, tz) };
  const of = (days: readonly SpendDay[]) => forecastFields(days, at);
  const all = total.all[0]?.days ?? [];
  const groups = (named?.all ?? [])
    .map(({ name, days }) => ({ name, spent: spentSince(days, monthOf(today, 0)), days }))
    .sort((a, b) => (a.spent < b.spent ? 1 : a.spent > b.spent ? -1 : 0))
    .slice(0, NAMED_MAX);
  return {
    as_of: now.toISOString(),
    tz,
    month: dateText(monthOf(today, 0)),
    following_month: dateText(monthOf(today, 1)),
    filters,
    ...(due === null ? of(all) : forecastFields(all, { ...at, due })),
    capacity: capacityFields(all, total, { today, due }),
    priced_share: total.total.attempts === 0 ? null : total.total.priced / total.total.attempts,
    group_by: by,
    groups: groups.map(({ name, days }) => ({ name, ...of(days) })),
  };
}

type Due = { restOfMonth: bigint; nextMonth: bigint };
type At = { today: number; elapsed: number; due?: Due };

/** What capacity will cost; null where it is shared out by use, or where its currency never had a rate. */
async function readDueMonths(
  db: Db,
  { filters, today, tz, from }: Pick<ForecastInput, "filters" | "tz"> & { today: number; from: Date },
): Promise<Due | null> {
  if (REPORT_FILTERS.some((name) => name !== "provider" && filters[name].length > 0)) return null;
  const [next, end] = [1, 2].map((months) => new Date(startOfDate(monthOf(today, months), tz)));
  if (!next || !end) return null;
  const spans = [
    { from, to: next },
    { from: next, to: end },
  ];
  const sums = await readCapacityAhead(db, { spans, providers: filters.provider, currency: USD });
  return sums && { restOfMonth: sums[0] ?? 0n, nextMonth: sums[1] ?? 0n };
}

function capacityFields(
  days: readonly SpendDay[],
  { isPaid }: Pick<SpendDays, "isPaid">,
  { today, due }: { today: number; due: Due | null },
): Forecast["capacity"] {
  const isDue = due !== null && (due.restOfMonth > 0n || due.nextMonth > 0n);
  if (isPaid === null && !isDue) return null;
  const month = days.filter(({ date }) => date >= monthOf(today, 0));
  const paid = month.reduce((sum, { capacityPico = 0n }) => sum + capacityPico, 0n);
  return {
    month_to_date_usd: isPaid === false ? null : formatUsd(paid),
    rest_of_month_usd: formatUsdOrNull(due?.restOfMonth ?? null),
    next_month_usd: formatUsdOrNull(due?.nextMonth ?? null),
  };
}

function forecastFields(days: readonly SpendDay[], { today, elapsed, due }: At) {
  const whole = days.filter(({ date }) => date < today);
  const soFar = days.find(({ date }) => date === today)?.pico ?? null;
  const isWholeMonth = (days[0]?.date ?? today) <= monthOf(today, 0);
  const spent = isWholeMonth ? whole.filter(({ date }) => date >= monthOf(today, 0)) : null;
  const forecast = forecastMonth({
    spent,
    // What is due is known; without it, a share of capacity is a cost like others.
    days: due ? withoutCapacity(fromFirstRecord(whole)) : fromFirstRecord(whole),
    today: { date: today, pico: soFar, elapsed },
    ...(due && { due }),
  });
  return {
    month_to_date_usd: formatUsdOrNull(forecast.monthToDate),
    month_end: forecast.monthEnd && forecastText(forecast.monthEnd),
    next_month: forecast.nextMonth && forecastText(forecast.nextMonth),
    days_of_evidence: forecast.evidenceDays,
    method: describeForecast(forecast),
  };
}

function forecastText({ expected, interval80, interval95 }: MoneyForecast) {
  const text = ({ low, high }: MoneyInterval) => ({ low_usd: formatUsd(low), high_usd: formatUsd(high) });
  return { expected_usd: formatUsd(expected), interval_80: text(interval80), interval_95: text(interval95) };
}

/** The part of a day of a zone that has passed. */
function elapsedOf(now: Date, today: number, tz: string): number {
  const [start, end] = [startOfDate(today, tz), startOfDate(today + DAY_MS, tz)];
  return Math.min(1, Math.max(0, (now.getTime() - start) / Math.max(1, end - start)));
}

function spentSince(days: readonly SpendDay[], from: number): bigint {
  return days.reduce((sum, { date, pico }) => (date >= from ? sum + (pico ?? 0n) : sum), 0n);
}
