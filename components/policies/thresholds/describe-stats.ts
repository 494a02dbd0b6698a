import { formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import type { TimeToDetect } from "@/lib/domain/thresholds/time-to-detect";
import { DAY_SECONDS, HOUR_SECONDS } from "@/lib/domain/time/units";

const PERIODS = [
  { name: "a day", days: 1 },
  { name: "a week", days: 7 },
  { name: "a month", days: 30 },
  { name: "a year", days: 365 },
] as const;

/** If a healthy model is out for more than this share of the time, that is shown instead of how often it opens. */
export const MOSTLY_OUT = 0.9;

/** "about 389 a day", "about 3 a week", "less than one a year": in the shortest period that has one at least. */
export function formatPerDay(perDay: number): string {
  if (perDay === 0) return "none";
  const period = PERIODS.find(({ days }) => perDay * days >= 0.95);
  return period ? `about ${formatRounded(perDay * period.days)} ${period.name}` : "less than one a year";
}

/** "10 a second", "31 a minute", "4 an hour". */
export function formatRate(perSecond: number): string {
  if (perSecond >= 0.95) return `${formatRounded(perSecond)} a second`;
  if (perSecond * 60 >= 0.95) return `${formatRounded(perSecond * 60)} a minute`;
  return `${formatRounded(perSecond * HOUR_SECONDS)} an hour`;
}

/** "after 41 requests, about 4.1 s (9 of 10 times within 12 s)"; what takes over a day is not noticed. */
export function describeDetection(detection: TimeToDetect | null, perSecond: number): string {
  const { medianRequests: median = null, p90Requests: p90 = null } = detection ?? {};
  if (median === null || median / perSecond > DAY_SECONDS) return detection ? "not within a day" : "never";
  if (median === 0) return "at once";
  const time = (requests: number) => formatMs((requests / perSecond) * 1_000);
  const late = p90 === null || p90 === median ? "" : ` (9 of 10 times within ${time(p90)})`;
  return `after ${formatWhole(median)} request${median === 1 ? "" : "s"}, about ${time(median)}${late}`;
}

/** A share with the digits that matter: "0.10 %", "12 %". */
export function formatShare(share: number): string {
  return share === 0 ? "none" : formatPercent(share, share >= 0.0995 ? 0 : 2);
}

function formatRounded(value: number): string {
  return value < 9.5 && Math.abs(value - Math.round(value)) > 0.05 ? value.toFixed(1) : formatWhole(value);
}
