import type { HourProfile } from "../hour-profile";
import { alarmLimit, LEARN_DAYS_MIN, LEARN_HOURS, WEEK_HOURS } from "./find-alarms";
import { hourGrid } from "./hour-grid";
import { LASTING_HOURS, PRIMARY_RATIO_MIN } from "./is-lasting";
import { createObserver, type LearntSeries, learnSeries, type Observation } from "./learn-series";
import { CLIP } from "./level-filter";
import { MEASURE_TRAITS, type SwapMeasure } from "./measures";
import { addHour, evidenceRatio, noEvidence, type ShiftEvidence } from "./shift-evidence";

/** A swap: ratios of tokens, speed and TTFT, points of reasoning share from 0 to 1. What is not named stays. */
export type PlantedShift = Partial<Record<SwapMeasure, number>>;

/**
 * One in a hundred normal values is further below its mean. Of the tenth of swaps that may take longer, the other nine parts are left to
 * what is not known of a series: how the weeks to come differ from those it was learnt from.
 */
const NORMAL_99 = 2.3263478740408408;
/** A swap may begin at any hour of a week, on a quiet Saturday too. */
const BEGIN_EVERY_HOURS = 6;
/** Hours so near the true one are taken for the first of the change too, and their evidence adds up. */
const NEAR_HOURS = 12;

/**
 * Hours after which nine of ten such swaps are found, whatever hour of a week they begin at, by a series' own noise and traffic of its
 * last two weeks; null where a week is not enough, or too little is known of the series.
 *
 * The shift's own deviations grow as the root of the information of its hours; what they are in an unlucky case must make the
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
  const shifts = learnt.measures.map(({ measure }) => shiftOf(measure, shift[measure]));
  let longest = 0;
  for (let begin = NEAR_HOURS; begin < WEEK_HOURS; begin += BEGIN_EVERY_HOURS) {
    const hours = hoursFrom(learnt, observed.slice(begin - NEAR_HOURS, begin + WEEK_HOURS), shifts, alarmLimit(series));
    if (hours === null) return null;
    longest = Math.max(longest, hours);
  }
  return longest;
}

/** On the measure's own scale. */
function shiftOf(measure: SwapMeasure, value: number | undefined): number {
  if (value === undefined) return 0;
  return MEASURE_TRAITS[measure].isLog ? Math.log(value) : value;
}

/** Of hours of which the change begins with the one at NEAR_HOURS. */
function hoursFrom(
  learnt: LearntSeries,
  observed: readonly (readonly Observation[])[],
  shifts: readonly number[],
  limit: number,
): number | null {
  const starts: ShiftEvidence[][] = [];
  for (const [hour, observations] of observed.entries()) {
    if (hour <= 2 * NEAR_HOURS) starts.push(learnt.measures.map(noEvidence));
    const expected = expectedSurprises(learnt, observations, starts[NEAR_HOURS], shifts);
    let total = 0;
    for (const start of starts) {
      for (const [index, evidence] of start.entries()) {
        const [observation, measure] = [expected[index], learnt.measures[index]];
        if (observation && measure) addHour(evidence, observation, measure.noise.memory);
      }
      total += unluckyRatio(learnt, start).all;
    }
    const begun = starts[NEAR_HOURS];
    if (!begun || total < limit || unluckyRatio(learnt, begun).primary < PRIMARY_RATIO_MIN) continue;
    return Math.max(LASTING_HOURS, hour + 1 - NEAR_HOURS);
  }
  return null;
}

/** The hour's observations as the shift makes them on average, by how much of it the filter has taken in; without one before it. */
function expectedSurprises(
  { measures }: LearntSeries,
  observations: readonly Observation[],
  begun: readonly ShiftEvidence[] | undefined,
  shifts: readonly number[],
): Observation[] {
  const surprises: number[] = [];
  return observations.map((observation, index) => {
    const [evidence, learnt] = [begun?.[index], measures[index]];
    if (observation.surprise === null || !learnt || !evidence) {
      surprises.push(0);
      return observation.surprise === null ? observation : { ...observation, surprise: 0 };
    }
    const visible = 1 - evidence.level - learnt.noise.memory * evidence.wave;
    // Hours are clipped, and so are their chances: of a shift near the clip less than all is seen.
    const own = visible * observation.effect * (shifts[index] ?? 0);
    const explained = learnt.explained.reduce((sum, part, before) => sum + part * (surprises[before] ?? 0), 0);
    const surprise = Math.max(1 - CLIP, Math.min(CLIP - 1, own)) - explained / learnt.left;
    surprises.push(surprise);
    return { ...observation, surprise };
  });
}

/** How much likelier the hours are with a shift in an unlucky case: by all measures, and by answers and reasoning alone. */
function unluckyRatio(
  { measures, days }: LearntSeries,
  start: readonly ShiftEvidence[],
): { all: number; primary: number } {
  const deviations = start.map(({ sum, information }) => (information > 0 ? sum / Math.sqrt(information) : 0));
  const together = Math.hypot(...deviations);
  const part = together > NORMAL_99 ? 1 - NORMAL_99 / together : 0;
  let all = 1;
  let primary = 1;
  for (const [index, learnt] of measures.entries()) {
    const evidence = start[index];
    if (!evidence) continue;
    const ratio = evidenceRatio({ ...evidence, sum: evidence.sum * part }, learnt, days);
    all *= ratio;
    if (MEASURE_TRAITS[learnt.measure].isPrimary) primary *= ratio;
  }
  return { all, primary };
}
