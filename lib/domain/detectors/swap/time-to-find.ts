import type { HourProfile } from "../hour-profile";
import { alarmLimit, LEARN_DAYS_MIN, LEARN_HOURS, WEEK_HOURS } from "./find-alarms";
import { hourGrid } from "./hour-grid";
import { LASTING_HOURS, PRIMARY_RATIO_MIN } from "./is-lasting";
import { createObserver, type LearntSeries, learnSeries, type Observation } from "./learn-series";
import { CLIP } from "./level-filter";
import { MEASURE_TRAITS, SWAP_MEASURES, type SwapMeasure } from "./measures";
import { addHour, evidenceRatio, noEvidence } from "./shift-evidence";

/** A swap: ratios of tokens, speed and TTFT, points of reasoning share from 0 to 1. What is not named stays. */
export type PlantedShift = Partial<Record<SwapMeasure, number>>;

/** Nine of ten normal values are above this many deviations below their mean. */
const NORMAL_90 = 1.2815515655446004;
const STARTS = 24;

/**
 * Hours after which nine of ten such swaps are found, whatever hour of the day they begin at, by a series' own noise and traffic of its
 * last two weeks; null where a week is not enough, or too little is known of the series.
 *
 * The shift's own deviations grow as the root of the information of its hours; what they are in nine of ten cases must make the
 * evidence pass the limit. A measure that does not shift counts against it as much as it can.
 */
export function timeToFind(profiles: readonly HourProfile[], shift: PlantedShift, series = 40): number | null {
  const grid = hourGrid(profiles);
  const to = grid.first + grid.hours.length - 2 * WEEK_HOURS;
  const learnt = learnSeries(grid, { from: Math.max(grid.first, to - LEARN_HOURS), to }, LEARN_DAYS_MIN);
  if (learnt === null) return null;
  const observe = createObserver(learnt);
  for (let hour = learnt.span.from; hour < to; hour++) observe(hour);
  const observed = Array.from({ length: 2 * WEEK_HOURS }, (_, index) => observe(to + index));
  const shifts = shiftsOf(shift);
  let longest = 0;
  for (let start = 0; start < STARTS; start++) {
    const hours = hoursFrom(learnt, observed.slice(start, start + WEEK_HOURS), shifts, alarmLimit(series));
    if (hours === null) return null;
    longest = Math.max(longest, hours);
  }
  return longest;
}

/** Shifts on each measure's own scale. */
function shiftsOf(shift: PlantedShift): ReadonlyMap<SwapMeasure, number> {
  return new Map(
    SWAP_MEASURES.flatMap((measure) => {
      const value = shift[measure];
      if (value === undefined) return [];
      return [[measure, Math.abs(MEASURE_TRAITS[measure].isLog ? Math.log(value) : value)] as const];
    }),
  );
}

function hoursFrom(
  { measures, days }: LearntSeries,
  observed: readonly (readonly Observation[])[],
  shifts: ReadonlyMap<SwapMeasure, number>,
  limit: number,
): number | null {
  const expected = measures.map(noEvidence);
  for (const [hour, observations] of observed.entries()) {
    for (const [index, { measure, noise }] of measures.entries()) {
      const observation = observations[index];
      const evidence = expected[index];
      if (!observation || !evidence) continue;
      const visible = (1 - evidence.level - evidence.wave) * observation.effect * (shifts.get(measure) ?? 0);
      const surprise = observation.surprise === null ? null : Math.min(visible, CLIP - 1);
      addHour(evidence, { ...observation, surprise }, noise.memory);
    }
    const deviations = expected.map(({ sum, information }) => (information > 0 ? sum / Math.sqrt(information) : 0));
    const all = Math.hypot(...deviations);
    let ratio = 1;
    let primary = 1;
    for (const [index, learnt] of measures.entries()) {
      const own = deviations[index] ?? 0;
      const information = expected[index]?.information ?? 0;
      const unlucky = all === 0 ? 0 : Math.max(0, own - (NORMAL_90 * own) / all);
      const evidence = { ...noEvidence(), sum: unlucky * Math.sqrt(information), information };
      const times = evidenceRatio(evidence, learnt, days);
      ratio *= times;
      if (MEASURE_TRAITS[learnt.measure].isPrimary) primary *= times;
    }
    if (ratio >= limit && primary >= PRIMARY_RATIO_MIN) return Math.max(LASTING_HOURS, hour + 1);
  }
  return null;
}
