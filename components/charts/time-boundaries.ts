import { localDate, startOfDate, zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";

export type TimeStep = { unit: "minute" | "day" | "week" | "month"; size: number };

const CHANGE_MS = 5 * MINUTE_MS;
const UNIT_MS = { minute: MINUTE_MS, day: DAY_MS, week: 7 * DAY_MS, month: 28 * DAY_MS };
/** The Monday before 1970, in days since. */
const FIRST_MONDAY = -3;

const sizes = (unit: TimeStep["unit"], ...all: number[]) => all.map((size): TimeStep => ({ unit, size }));

/** What an axis may be cut into, the finest first. */
export const TIME_STEPS: readonly TimeStep[] = [
  ...sizes("minute", 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720),
  ...sizes("day", 1, 2),
  ...sizes("week", 1, 2),
  ...sizes("month", 1, 2, 3, 6, 12, 24, 60, 120),
];

/** The least time between two boundaries of a step, but for days on which clocks change. */
export function stepLengthMs({ unit, size }: TimeStep): number {
  return UNIT_MS[unit] * size;
}

/** Where a step begins anew within [from, to], by the clocks and the calendar of the zone. */
export function boundariesOf(step: TimeStep, from: number, to: number, zone: string): number[] {
  const found: number[] = [];
  const last = localDate(to, zone);
  for (let date = localDate(from, zone); date <= last; date += DAY_MS) {
    if (step.unit !== "minute" && !isFirst(date, step)) continue;
    const start = startOfDate(date, zone);
    const next = startOfDate(date + DAY_MS, zone);
    // A date the zone skipped has no length.
    if (next === start) continue;
    const times = step.unit === "minute" ? timesOf(start, next, step.size * MINUTE_MS, zone) : [start];
    found.push(...times.filter((at) => at >= from && at <= to));
  }
  return found;
}

function isFirst(date: number, { unit, size }: TimeStep): boolean {
  const day = Math.round(date / DAY_MS);
  if (unit === "day") return day % size === 0;
  if (unit === "week") return (day - FIRST_MONDAY) % (7 * size) === 0;
  const calendar = new Date(date);
  return calendar.getUTCDate() === 1 && (calendar.getUTCFullYear() * 12 + calendar.getUTCMonth()) % size === 0;
}

/** The round times of a day by its own clock; a time the clock skips is left out. */
function timesOf(start: number, next: number, length: number, zone: string): number[] {
  const changes = zoneOffsetMs(start, zone) !== zoneOffsetMs(next - 1, zone);
  // Clocks change by a multiple of it, so that every round time after the change is met as well.
  const pace = changes ? Math.min(length, length % CHANGE_MS === 0 ? CHANGE_MS : MINUTE_MS) : length;
  const offset = zoneOffsetMs(start, zone);
  const times: number[] = [];
  for (let at = start + ((pace - ((start + offset) % pace)) % pace); at < next; at += pace) {
    const local = changes ? at + zoneOffsetMs(at, zone) : at + offset;
    if (local % length === 0 && (length <= HOUR_MS || !isSecondTime(at, zone))) times.push(at);
  }
  return times;
}

/** Whether clocks were put back and show a time they have shown before. */
export function isSecondTime(at: number, zone: string): boolean {
  const before = zoneOffsetMs(at - DAY_MS, zone);
  const putBack = before - zoneOffsetMs(at, zone);
  return putBack > 0 && zoneOffsetMs(at - putBack, zone) === before;
}
