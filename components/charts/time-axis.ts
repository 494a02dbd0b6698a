import { DAY_MS } from "@/lib/domain/time/units";
import { charactersOf } from "./characters-of";
import { boundariesOf, stepLengthMs, TIME_STEPS, type TimeStep } from "./time-boundaries";
import { timeLabels } from "./time-labels";

export type TimeTick = { at: number; label: string };

/** The width of a character of an axis label, in px. */
const CHARACTER_WIDTH = 6.2;
const GAP_MIN = 20;
/** What a label may reach beyond the plot: over the foot of the value axis, and into the margin. */
const LEFT_MAX = 50;
const RIGHT_MAX = 12;
/** Beyond so many days, times of the day are noise. */
const DAYS_WITH_TIMES_MAX = 4;
const DAY: TimeStep = { unit: "day", size: 1 };

type Plot = {
  zone: string;
  /** The width of the plot between its axes, in px. */
  width: number;
};
type Place = (at: number) => number;

/**
 * The ticks of an axis over [from, to]: where minutes, hours, days, weeks or months of the zone begin, as fine as labels
 * stand clear of each other.
 */
export function timeTicks({ from, to, zone, width }: Plot & { from: number; to: number }): TimeTick[] {
  const placeOf = (at: number) => ((at - from) / (to - from)) * width;
  return finestTicks({ from, to, zone, width }, placeOf, (boundaries) => boundaries);
}

/**
 * The ticks of equally wide bars that begin at ascending instants: each names the bar it stands under.
 *
 * A bar is named where it is the first of an hour, day, week or month of the zone, wherever within that it begins.
 */
export function barTicks({ starts, zone, width }: Plot & { starts: readonly number[] }): TimeTick[] {
  const [from, to] = [starts[0], starts.at(-1)];
  if (from === undefined || to === undefined) return [];
  const order = new Map(starts.map((at, index) => [at, index]));
  const placeOf = (at: number) => (((order.get(at) ?? 0) + 0.5) / starts.length) * width;
  return finestTicks({ from, to, zone, width }, placeOf, (boundaries) => firstBars(starts, boundaries));
}

function finestTicks(
  { from, to, zone, width }: Plot & { from: number; to: number },
  placeOf: Place,
  choose: (boundaries: number[]) => number[],
): TimeTick[] {
  let best: TimeTick[] = [];
  for (const step of TIME_STEPS) {
    const length = stepLengthMs(step);
    if (length < DAY_MS && to - from > DAYS_WITH_TIMES_MAX * DAY_MS) continue;
    if ((to - from) / length > width / GAP_MIN) continue;
    const ticks = fittingTicks(choose(boundariesOf(step, from, to, zone)), zone, width, placeOf);
    if (ticks.length > best.length) best = ticks;
    if (best.length > 1) break;
  }
  return best.length > 0 ? best : loneTick(choose(boundariesOf(DAY, from, to, zone)), zone, width, placeOf);
}

/** The first day that can be named alone, where two would touch however far apart they are. */
function loneTick(instants: readonly number[], zone: string, width: number, placeOf: Place): TimeTick[] {
  const alone = instants.map((at) => fittingTicks([at], zone, width, placeOf));
  return alone.find((ticks) => ticks.length > 0) ?? [];
}

/** The instants with their labels, without those at the edges that would be cut off; none where any would touch. */
function fittingTicks(instants: readonly number[], zone: string, width: number, placeOf: Place): TimeTick[] {
  const labels = timeLabels(instants, zone);
  const boxes = instants.map((at, index) => {
    const half = (charactersOf(labels[index] ?? "") * CHARACTER_WIDTH) / 2;
    return { left: placeOf(at) - half, right: placeOf(at) + half };
  });
  const [first, last] = [boxes[0], boxes.at(-1)];
  // What remains is labelled anew: the first names its date.
  if (first && first.left < -LEFT_MAX) return fittingTicks(instants.slice(1), zone, width, placeOf);
  if (last && last.right > width + RIGHT_MAX) return fittingTicks(instants.slice(0, -1), zone, width, placeOf);
  const touches = boxes.some(
    ({ left }, index) => left < (boxes[index - 1]?.right ?? Number.NEGATIVE_INFINITY) + GAP_MIN,
  );
  return touches ? [] : instants.map((at, index) => ({ at, label: labels[index] ?? "" }));
}

/** The first bar at or after each boundary and before the next. */
function firstBars(starts: readonly number[], boundaries: readonly number[]): number[] {
  return boundaries.flatMap((boundary, index) => {
    const bar = starts.find((start) => start >= boundary);
    return bar !== undefined && bar < (boundaries[index + 1] ?? Number.POSITIVE_INFINITY) ? [bar] : [];
  });
}
