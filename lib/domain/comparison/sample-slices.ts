import type { MinuteSpan } from "../time/segments";
import { DAY_MINUTES, HOUR_MINUTES, QUARTER_MINUTES } from "../time/units";

/** Strides that pass every hour of the day in turn have no divisor in common with it. */
const isCoprimeToDay = (stride: number) => stride % 2 !== 0 && stride % 3 !== 0 && stride % 5 !== 0;
const LONG_DAYS = 7;

/** Every how many slices of a window one is read, so that about `max` of so many attempts are. */
export function sampleStride(attempts: number, max: number): number {
  let stride = Math.max(1, Math.ceil(attempts / max));
  while (!isCoprimeToDay(stride)) stride++;
  return stride;
}

/** The stride whose ratio to the one wanted is the least; 1 of less than one. */
export function nearestStride(wanted: number): number {
  let [below, above] = [1, 1];
  while (above < wanted) {
    below = above;
    do above++;
    while (!isCoprimeToDay(above));
  }
  return wanted * wanted <= below * above ? below : above;
}

/** How a window is cut into slices: how long each is, and which of them, counted from 1970, is counted as the first. */
export type SliceGrid = { minutes: number; base: number };

/**
 * The slices of a window of which every so many are read. They are counted from 1970, so that those of past hours stay the same as a
 * window moves on; from its own first one where it has fewer than one in a stride, or none might be read.
 */
export function sliceGrid(span: MinuteSpan, stride: number): SliceGrid {
  const minutes = sliceMinutes(span.to - span.from);
  const first = Math.floor(span.from / minutes);
  return { minutes, base: Math.ceil(span.to / minutes) - first < stride ? first : 0 };
}

/** A slice that is looked at, and its number among those that are. */
export type Slice = MinuteSpan & { number: number };

/**
 * Slices of a window evenly spread over it and over the hours of the day: a systematic sample (Cochran, Sampling Techniques, ch. 8),
 * all of them for a stride of one.
 */
export function sampleSlices(span: MinuteSpan, stride: number, grid = sliceGrid(span, stride)): Slice[] {
  const { minutes, base } = grid;
  const slices: Slice[] = [];
  const first = Math.ceil((Math.floor(span.from / minutes) - base) / stride);
  for (let number = first; (base + number * stride) * minutes < span.to; number++) {
    const from = (base + number * stride) * minutes;
    slices.push({ from: Math.max(span.from, from), to: Math.min(span.to, from + minutes), number });
  }
  return slices;
}

/** An hour of the day that a window touches for less time is no kind of traffic of its own weight. */
const HOUR_PART_MINUTES = HOUR_MINUTES / 2;
const HOUR_SLICES_MIN = 2;

/**
 * The greatest stride up to `most` over the slices read of a span with which each hour of the day has two of them: of every hour that the
 * span has half an hour of. `most` where not even all of these slices are so many.
 */
export function everyHourStride(span: MinuteSpan, { looked, most }: { looked: number; most: number }): number {
  const asked = [...minutesByHour(span)].filter(([, minutes]) => minutes >= HOUR_PART_MINUTES).map(([hour]) => hour);
  const isEvery = (stride: number) => {
    const slices = new Map<number, number>();
    for (const { from } of sampleSlices(span, looked * stride)) {
      const hour = hourOfDay(from);
      slices.set(hour, (slices.get(hour) ?? 0) + 1);
    }
    return asked.every((hour) => (slices.get(hour) ?? 0) >= HOUR_SLICES_MIN);
  };
  for (let stride = most; stride >= 1; stride--) if (isCoprimeToDay(stride) && isEvery(stride)) return stride;
  return most;
}

/** How many minutes a span has of each hour of the day. */
function minutesByHour({ from, to }: MinuteSpan): Map<number, number> {
  const minutes = new Map<number, number>();
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / HOUR_MINUTES) + 1) * HOUR_MINUTES);
    const hour = hourOfDay(at);
    minutes.set(hour, (minutes.get(hour) ?? 0) + end - at);
    at = end;
  }
  return minutes;
}

function hourOfDay(minute: number): number {
  return Math.floor(minute / HOUR_MINUTES) % (DAY_MINUTES / HOUR_MINUTES);
}

/** How long a slice of a window of so many minutes is: slices begin at multiples of it. */
function sliceMinutes(minutes: number): number {
  if (minutes <= DAY_MINUTES) return 1;
  // A named window of a week begins up to a quarter hour earlier.
  return minutes < LONG_DAYS * DAY_MINUTES + QUARTER_MINUTES ? 5 : QUARTER_MINUTES;
}
