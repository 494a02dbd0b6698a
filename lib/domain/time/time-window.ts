import { dateText, firstDateOf, nextFirstDate } from "./calendar-dates";
import { localDate, startOfDate } from "./time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from "./units";

export { isTimeZone } from "./time-zone";

export const WINDOW_NAMES = ["1h", "24h", "7d", "30d", "90d"] as const;
export type WindowName = (typeof WINDOW_NAMES)[number];
export const STEPS = ["1m", "15m", "1h", "1d"] as const;
export type Step = (typeof STEPS)[number];
export const INTERVALS = ["day", "week", "month", "none"] as const;
export type Interval = (typeof INTERVALS)[number];

/** Half-open, and always on whole minutes. */
export type TimeWindow = { from: Date; to: Date };

/** One step of a window: it covers [from, to), clipped to the window, of the aligned step that begins `at`. */
export type TimeBucket = { at: Date; from: Date; to: Date; filling: boolean };

/** As TimeBucket, with the first local date of the interval ("2026-03-08"), or null for the whole window. */
export type IntervalBucket = TimeBucket & { label: string | null };

const WINDOW_MS: Record<WindowName, number> = {
  "1h": HOUR_MS,
  "24h": DAY_MS,
  "7d": 7 * DAY_MS,
  "30d": 30 * DAY_MS,
  "90d": 90 * DAY_MS,
};
const STEP_MS: Record<Step, number> = { "1m": MINUTE_MS, "15m": 15 * MINUTE_MS, "1h": HOUR_MS, "1d": DAY_MS };

/** The length of a named window in ms. */
export function windowLengthMs(name: WindowName): number {
  return WINDOW_MS[name];
}

/** Named windows of this length and more begin with a quarter hour. */
const QUARTERS_FROM_MS = 7 * DAY_MS;

/** At what multiples of it a named window of this length begins, in ms. */
export function windowEdgeMs(lengthMs: number): number {
  return lengthMs >= QUARTERS_FROM_MS ? QUARTER_MS : MINUTE_MS;
}

/**
 * The window asked for, aligned outward to whole minutes: a named one ends with the minute now is in. One of seven days or more
 * begins with the quarter hour that its first minute lies in, so that no single attempt need be read for its edge, of which the
 * minutes may be gone.
 *
 * Throws RangeError when `from` is not before `to`; callers check that where they parse.
 */
export function resolveWindow(asked: { window: WindowName } | { from: Date; to: Date }, now: Date): TimeWindow {
  if ("window" in asked) {
    const to = (Math.floor(now.getTime() / MINUTE_MS) + 1) * MINUTE_MS;
    const length = WINDOW_MS[asked.window];
    const edge = windowEdgeMs(length);
    return { from: new Date(Math.floor((to - length) / edge) * edge), to: new Date(to) };
  }
  if (!(asked.from < asked.to)) throw new RangeError("A window must end after it begins");
  return {
    from: new Date(Math.floor(asked.from.getTime() / MINUTE_MS) * MINUTE_MS),
    to: new Date(Math.ceil(asked.to.getTime() / MINUTE_MS) * MINUTE_MS),
  };
}

/** Whole minutes since 1970, rounded down. */
export function epochMinute(instant: Date): number {
  return Math.floor(instant.getTime() / MINUTE_MS);
}

/** The step that draws a window readably: in at most 750 buckets, up to a window of two years. */
export function autoStep({ from, to }: TimeWindow): Step {
  const length = to.getTime() - from.getTime();
  if (length <= 6 * HOUR_MS) return "1m";
  if (length <= 2 * DAY_MS) return "15m";
  return length <= 31 * DAY_MS ? "1h" : "1d";
}

/** About how many buckets a step makes of a window (days may differ by one in a zone), to refuse too many of them early. */
export function countBuckets({ from, to }: TimeWindow, step: Step): number {
  return Math.ceil(to.getTime() / STEP_MS[step]) - Math.floor(from.getTime() / STEP_MS[step]);
}

/**
 * The contiguous buckets of a window, aligned to the step; the first and last may be clipped.
 *
 * Days are days of the zone (23 to 25 hours long); shorter steps are aligned in UTC whatever the zone. A bucket
 * is filling while `now`, if given, is before its aligned end.
 */
export function bucketsOf(window: TimeWindow & { now?: Date }, step: Step, zone = "UTC"): TimeBucket[] {
  if (step === "1d") return intervalBucketsOf(window, "day", zone).map(({ label: _, ...bucket }) => bucket);
  const width = STEP_MS[step];
  const starts: number[] = [];
  const first = Math.floor(window.from.getTime() / width) * width;
  for (let start = first; start < window.to.getTime(); start += width) starts.push(start);
  return starts.map((start) => clip(window, start, start + width));
}

/** The contiguous days, weeks (from Monday) or months of a window in a zone, or the window as the only one. */
export function intervalBucketsOf(
  window: TimeWindow & { now?: Date },
  interval: Interval,
  zone = "UTC",
): IntervalBucket[] {
  if (window.to <= window.from) return [];
  if (interval === "none") {
    return [{ ...clip(window, window.from.getTime(), window.to.getTime()), label: null }];
  }
  const buckets: IntervalBucket[] = [];
  let date = firstDateOf(localDate(window.from.getTime(), zone), interval);
  let start = startOfDate(date, zone);
  while (start < window.to.getTime()) {
    const nextDate = nextFirstDate(date, interval);
    const end = startOfDate(nextDate, zone);
    // A date the zone skipped has no length.
    if (end > window.from.getTime() && end > start) {
      buckets.push({ ...clip(window, start, end), label: dateText(date) });
    }
    date = nextDate;
    start = end;
  }
  return buckets;
}

function clip(window: TimeWindow & { now?: Date }, start: number, end: number): TimeBucket {
  return {
    at: new Date(start),
    from: new Date(Math.max(start, window.from.getTime())),
    to: new Date(Math.min(end, window.to.getTime())),
    filling: window.now !== undefined && window.now.getTime() < end,
  };
}
