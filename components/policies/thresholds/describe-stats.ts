import { formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import type { TimeToDetect } from "@/lib/domain/thresholds/time-to-detect";
import { DAY_SECONDS, HOUR_SECONDS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

const PERIODS = [
  { days: 1, often: (times: string) => t("about {times} a day", { times }) },
  { days: 7, often: (times: string) => t("about {times} a week", { times }) },
  { days: 30, often: (times: string) => t("about {times} a month", { times }) },
  { days: 365, often: (times: string) => t("about {times} a year", { times }) },
] as const;

/** If a healthy model is out for more than this share of the time, that is shown instead of how often it opens. */
export const MOSTLY_OUT = 0.9;

/** "about 389 a day", "about 3 a week", "less than one a year": in the shortest period that has one at least. */
export function formatPerDay(perDay: number): string {
  if (perDay === 0) return t("none");
  const period = PERIODS.find(({ days }) => perDay * days >= 0.95);
  return period ? period.often(formatRounded(perDay * period.days)) : t("less than one a year");
}

/** "10 a second", "31 a minute", "4 an hour". */
export function formatRate(perSecond: number): string {
  if (perSecond >= 0.95) return t("{count} a second", { count: formatRounded(perSecond) });
  if (perSecond * 60 >= 0.95) return t("{count} a minute", { count: formatRounded(perSecond * 60) });
  return t("{count} an hour", { count: formatRounded(perSecond * HOUR_SECONDS) });
}

/** "after 41 requests, about 4.1 s (9 of 10 times within 12 s)"; what takes over a day is not noticed. */
export function describeDetection(detection: TimeToDetect | null, perSecond: number): string {
  const { medianRequests: median = null, p90Requests: p90 = null } = detection ?? {};
  if (median === null || median / perSecond > DAY_SECONDS) return detection ? t("not within a day") : t("never");
  if (median === 0) return t("at once");
  const time = (requests: number) => formatMs((requests / perSecond) * 1_000);
  const late = p90 === null || p90 === median ? "" : t(" (9 of 10 times within {time})", { time: time(p90) });
  return t("after {median, plural, one {# request} other {# requests}}, about {time}{late}", {
    median,
    time: time(median),
    late,
  });
}

/** A share with the digits that matter: "0.10 %", "12 %". */
export function formatShare(share: number): string {
  return share === 0 ? t("none") : formatPercent(share, share >= 0.0995 ? 0 : 2);
}

function formatRounded(value: number): string {
  return value < 9.5 && Math.abs(value - Math.round(value)) > 0.05 ? value.toFixed(1) : formatWhole(value);
}
