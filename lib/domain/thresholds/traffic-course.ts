import { QUARTER_SECONDS } from "../time/units";

/** The spans a course is made of. */
export const SPAN_SECONDS = QUARTER_SECONDS;
/** Quarter hours of an hour, and hours taken together. */
const GROUP = 4;
const DEPTH = 2;

/**
 * The rates per second behind counts of quarter hours, in their order, from the first count that is not 0.
 *
 * A rate is drawn to that of its hour, and the hour's to that of its neighbours, as far as chance alone explains how they
 * differ: else few attempts an hour would look like bursts.
 */
export function courseOf(quarters: readonly number[]): number[] {
  const first = quarters.findIndex((count) => count > 0);
  if (first < 0) return [];
  return withoutChance(quarters.slice(first), DEPTH).map((count) => Math.max(0, count) / SPAN_SECONDS);
}

function withoutChance(counts: readonly number[], depth: number): number[] {
  if (depth === 0) return [...counts];
  // Groups end where the counts end, so that only the first may be short.
  const missing = (GROUP - (counts.length % GROUP)) % GROUP;
  const groupOf = (place: number) => Math.floor((place + missing) / GROUP);
  const groups = Array.from({ length: groupOf(counts.length - 1) + 1 }, () => ({ sum: 0, size: 0 }));
  for (const [place, count] of counts.entries()) {
    const group = groups[groupOf(place)];
    if (group) [group.sum, group.size] = [group.sum + count, group.size + 1];
  }
  const means = groups.map(({ sum, size }) => sum / size);
  let [spread, chance] = [0, 0];
  for (const [place, count] of counts.entries()) {
    const { size } = groups[groupOf(place)] ?? { size: 1 };
    const mean = means[groupOf(place)] ?? 0;
    spread += (count - mean) ** 2;
    chance += (mean * (size - 1)) / size;
  }
  const correlation = spread <= chance ? 0 : Math.sqrt(1 - chance / spread);
  const wholes = withoutChance(
    means.map((mean) => mean * GROUP),
    depth - 1,
  );
  return counts.map((count, place) => {
    const group = groupOf(place);
    return (wholes[group] ?? 0) / GROUP + correlation * (count - (means[group] ?? 0));
  });
}

/** A rate that stands for spans of about the same traffic. */
export type Level = { perSecond: number; spans: number };

/** Rates nearer than this count as one. */
const STEP = Math.log(1.1);
const LEVELS_MAX = 16;

/** The rates of a course as a few levels, ascending, and which of them each span is; -1 where it has no traffic. */
export function levelsOf(course: readonly number[]): { levels: Level[]; order: number[] } {
  const busy = course.filter((rate) => rate > 0).map(Math.log);
  const low = Math.min(...busy);
  const step = Math.max(STEP, (Math.max(...busy) - low) / (LEVELS_MAX - 1));
  const sums = new Map<number, Level>();
  const places = course.map((rate) => {
    if (rate <= 0) return -1;
    const place = Math.floor((Math.log(rate) - low) / step + 1e-9);
    const { perSecond, spans } = sums.get(place) ?? { perSecond: 0, spans: 0 };
    sums.set(place, { perSecond: perSecond + rate, spans: spans + 1 });
    return place;
  });
  const used = [...sums.keys()].sort((a, b) => a - b);
  const index = new Map(used.map((place, at) => [place, at]));
  const levels = used.map((place) => {
    const { perSecond, spans } = sums.get(place) ?? { perSecond: 0, spans: 1 };
    return { perSecond: perSecond / spans, spans };
  });
  return { levels, order: places.map((place) => index.get(place) ?? -1) };
}
