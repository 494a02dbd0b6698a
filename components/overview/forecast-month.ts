import type { Spend } from "@/lib/contract/spend";
import { localDate, startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Month } from "./month";

const DAYS_USED = 7;

export type MonthForecast = {
  usd: number;
  /** How many whole days the daily rate was taken from. */
  days: number;
  usdPerDay: number;
};

/**
 * Month to date plus the mean of the last (up to seven) whole days for each day that is left, or null before
 * there is a whole day.
 *
 * The first day with traffic is left out where it is not the month's own first: it may have begun at noon.
 */
export function forecastMonth(spend: Spend, month: Month): MonthForecast | null {
  const now = Date.parse(spend.as_of);
  const today = new Date(localDate(now, spend.tz)).toISOString().slice(0, 10);
  const costs = costPerDay(spend);
  const before = [...costs.keys()].filter((day) => day < today).sort();
  const whole = before.slice(startsWithTheMonth(before[0], month, spend.tz) ? 0 : 1).slice(-DAYS_USED);
  if (whole.length === 0) return null;

  const usdPerDay = whole.reduce((sum, day) => sum + (costs.get(day) ?? 0), 0) / whole.length;
  const toDate = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
  const daysLeft = Math.max(0, Date.parse(month.to) - now) / DAY_MS;
  return { usd: toDate + usdPerDay * daysLeft, days: whole.length, usdPerDay };
}

function costPerDay(spend: Spend): Map<string, number> {
  const costs = new Map<string, number>();
  for (const { day, cost_usd, attempts } of spend.rows) {
    if (day === undefined || attempts === 0) continue;
    costs.set(day, (costs.get(day) ?? 0) + Number(cost_usd ?? 0));
  }
  return costs;
}

function startsWithTheMonth(day: string | undefined, month: Month, zone: string): boolean {
  return day !== undefined && startOfDate(Date.parse(day), zone) === Date.parse(month.from);
}
