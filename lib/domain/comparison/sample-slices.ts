import type { MinuteSpan } from "../time/segments";
import { DAY_MINUTES, QUARTER_MINUTES } from "../time/units";

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

/**
 * Slices of a window evenly spread over it and over the hours of the day: a systematic sample (Cochran, Sampling Techniques, ch. 8),
 * all of them for a stride of one.
 */
export function sampleSlices(span: MinuteSpan, stride: number): MinuteSpan[] {
  const length = sliceMinutes(span.to - span.from);
  const slices: MinuteSpan[] = [];
  const first = Math.floor(span.from / length);
  for (let place = first; place * length < span.to; place += stride) {
    slices.push({ from: Math.max(span.from, place * length), to: Math.min(span.to, (place + 1) * length) });
  }
  return slices;
}

function sliceMinutes(minutes: number): number {
  if (minutes <= DAY_MINUTES) return 1;
  return minutes <= LONG_DAYS * DAY_MINUTES ? 5 : QUARTER_MINUTES;
}
