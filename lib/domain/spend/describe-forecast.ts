import { t } from "@/lib/messages/translate";
import { FIT_DAYS_MIN } from "./fit-days";
import type { MonthForecast } from "./forecast-month";

/** How a forecast was made, for a reader who has to defend it. */
export function describeForecast({ evidenceDays, hasTrend, hasWeekdays }: MonthForecast): string {
  if (evidenceDays < FIT_DAYS_MIN) {
    return t(
      "Not enough days: {count, plural, one {{count} whole day} other {{count} whole days}} with a known cost, and a forecast needs {needed}",
      { count: evidenceDays, needed: FIT_DAYS_MIN },
    );
  }
  const line = hasTrend ? t("level and trend") : t("level, without a trend (that takes 28 days),");
  const week = hasWeekdays
    ? t("weekday pattern")
    : t("no weekday pattern (that takes two weeks, and days that differ)");
  return t(
    "Robust {line} of the last {days} whole days, with {week}; interval of Student's t from how far those days were off",
    { line, days: evidenceDays, week },
  );
}
