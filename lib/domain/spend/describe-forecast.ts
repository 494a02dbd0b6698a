import { FIT_DAYS_MIN } from "./fit-days";
import type { MonthForecast } from "./forecast-month";

/** How a forecast was made, for a reader who has to defend it. */
export function describeForecast({ evidenceDays, hasTrend, hasWeekdays }: MonthForecast): string {
  if (evidenceDays < FIT_DAYS_MIN) {
    return `Not enough days: ${evidenceDays} whole ${evidenceDays === 1 ? "day" : "days"} with a known cost, and a forecast needs ${FIT_DAYS_MIN}`;
  }
  const line = hasTrend ? "level and trend" : "level, without a trend (that takes 28 days),";
  const week = hasWeekdays ? "weekday pattern" : "no weekday pattern (that takes two weeks, and days that differ)";
  return `Robust ${line} of the last ${evidenceDays} whole days, with ${week}; interval of Student's t from how far those days were off`;
}
