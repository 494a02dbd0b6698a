import type { Forecast } from "@/lib/contract/forecast";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { NAMED_MAX, type ReportDimension } from "@/lib/domain/report-dimensions";
import { describeForecast } from "@/lib/domain/spend/describe-forecast";
import { FIT_DAYS_MAX } from "@/lib/domain/spend/fit-days";
import { forecastMonth, type MoneyForecast, type MoneyInterval, monthOf } from "@/lib/domain/spend/forecast-month";
import { fromFirstRecord, type SpendDay } from "@/lib/domain/spend/spend-days";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { epochMinute } from "@/lib/domain/time/time-window";
import { localDate, startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { SpendInput } from "./get-spend";
import { readSpendDays } from "./read-spend-days";

export type ForecastInput = Pick<SpendInput, "filters" | "tz" | "now" | "retention"> & { by: ReportDimension | null };

/** What the calendar month that `now` lies in will cost at its end, and the next one, of everything and of each name of a dimension. */
export async function getForecast(db: Db, input: ForecastInput): Promise<Forecast> {
  const { by, now, tz, filters } = input;
  const today = localDate(now.getTime(), tz);
  const window = {
    from: new Date(startOfDate(today - FIT_DAYS_MAX * DAY_MS, tz)),
    to: new Date((epochMinute(now) + 1) * MINUTE_MS),
  };
  const [total, named] = await Promise.all([
    readSpendDays(db, { ...input, window, by: null }),
    by === null ? null : readSpendDays(db, { ...input, window, by }),
  ]);
  const of = (days: readonly SpendDay[]) => forecastFields(days, { today, elapsed: elapsedOf(now, today, tz) });
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
    ...of(total.all[0]?.days ?? []),
    priced_share: total.spend.total.priced_share,
    group_by: by,
    groups: groups.map(({ name, days }) => ({ name, ...of(days) })),
  };
}

function forecastFields(days: readonly SpendDay[], { today, elapsed }: { today: number; elapsed: number }) {
  const whole = days.filter(({ date }) => date < today);
  const soFar = days.find(({ date }) => date === today)?.pico ?? null;
  const isWholeMonth = (days[0]?.date ?? today) <= monthOf(today, 0);
  const spent = isWholeMonth ? whole.filter(({ date }) => date >= monthOf(today, 0)) : null;
  const forecast = forecastMonth({
    spent,
    days: fromFirstRecord(whole),
    today: { date: today, pico: soFar, elapsed },
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
