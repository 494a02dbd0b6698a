import { orderByNumber } from "../order-by-number";
import { HOUR_US } from "../time/units";
import type { RecordedAttempts } from "./recorded-attempts";

/**
 * The attempts in the order of their ends, those that ended together in the order given.
 *
 * Hour by hour, since the ends of one are sorted as plain numbers and those of a week are not.
 */
export function endOrder({ n, startUs, durationUs }: RecordedAttempts): Uint32Array {
  const ends = new Float64Array(n);
  const hours = new Int32Array(n);
  let firstHour = Number.POSITIVE_INFINITY;
  let lastHour = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < n; index++) {
    const end = (startUs[index] ?? 0) + (durationUs[index] ?? 0);
    const hour = Math.floor(end / HOUR_US);
    ends[index] = end;
    hours[index] = hour;
    if (hour < firstHour) firstHour = hour;
    if (hour > lastHour) lastHour = hour;
  }
  const starts = new Uint32Array(n === 0 ? 1 : lastHour - firstHour + 2);
  for (const hour of hours) {
    const after = hour - firstHour + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let place = 1; place < starts.length; place++) starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);

  const order = new Uint32Array(n);
  const next = starts.slice();
  for (let index = 0; index < n; index++) {
    const hour = (hours[index] ?? 0) - firstHour;
    const place = next[hour] ?? 0;
    order[place] = index;
    next[hour] = place + 1;
  }
  for (let hour = 0; hour + 1 < starts.length; hour++) {
    const within = order.subarray(starts[hour], starts[hour + 1]);
    const keys = new Float64Array(within.length);
    for (let place = 0; place < keys.length; place++) keys[place] = ends[within[place] ?? 0] ?? 0;
    const unsorted = within.slice();
    const sorted = orderByNumber(keys);
    for (let place = 0; place < keys.length; place++) within[place] = unsorted[sorted[place] ?? 0] ?? 0;
  }
  return order;
}
