import { localDate, startOfDate, zoneOffsetMs } from "@/lib/domain/time-zone";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SUB_DAY_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
const DAY_STEPS = [1, 2, 7, 14, 30, 60];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export type TimeTick = { at: number; label: string };

/** At most `count` round times of the zone within [from, to]; each midnight reads as its date. */
export function timeTicks(from: number, to: number, zone: string, count: number): TimeTick[] {
  const span = to - from;
  const step = SUB_DAY_STEPS.find((candidate) => span / candidate <= count);
  if (step !== undefined) return withinDays(from, to, zone, step);
  const days = DAY_STEPS.find((candidate) => span / (candidate * DAY_MS) <= count) ?? 90;
  return wholeDays(from, to, zone, days);
}

function withinDays(from: number, to: number, zone: string, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let date = localDate(from, zone); startOfDate(date, zone) <= to; date += DAY_MS) {
    const start = startOfDate(date, zone);
    const next = startOfDate(date + DAY_MS, zone);
    for (let at = start; at < next && at <= to; at += step)
      if (at >= from) ticks.push({ at, label: timeLabel(at, zone) });
  }
  return ticks;
}

function wholeDays(from: number, to: number, zone: string, days: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  let date = localDate(from, zone);
  while (Math.round(date / DAY_MS) % days !== 0) date += DAY_MS;
  for (; startOfDate(date, zone) <= to; date += days * DAY_MS) {
    const at = startOfDate(date, zone);
    if (at >= from) ticks.push({ at, label: dayLabel(at, zone) });
  }
  return ticks;
}

/** "14:30", or "Mar 8" at midnight. */
export function timeLabel(at: number, zone: string): string {
  const local = new Date(at + zoneOffsetMs(at, zone)).toISOString();
  return local.slice(11, 16) === "00:00" ? dayLabel(at, zone) : local.slice(11, 16);
}

/** "Mar 8". */
export function dayLabel(at: number, zone: string): string {
  const local = new Date(at + zoneOffsetMs(at, zone));
  return `${MONTHS[local.getUTCMonth()]} ${local.getUTCDate()}`;
}

/** "Mar 8, 14:30": where a bucket begins, in the zone. */
export function bucketLabel(at: number, zone: string): string {
  const local = new Date(at + zoneOffsetMs(at, zone)).toISOString();
  return `${dayLabel(at, zone)}, ${local.slice(11, 16)}`;
}
