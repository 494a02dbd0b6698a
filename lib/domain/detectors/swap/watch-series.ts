import type { HourSpan } from "./expected-level";
import { createObserver, type LearntSeries } from "./learn-series";
import { MEASURE_TRAITS } from "./measures";
import { addHour, evidenceRatio, noEvidence, type ShiftEvidence } from "./shift-evidence";

/** `since` is the first hour of the change, `found` the one after which it was clear. */
export type Alarm = { since: number; found: number };

/** Of changes of speed alone, so many at most are taken for a swap: one in a hundred, by Ville's inequality. */
export const PRIMARY_RATIO_MIN = 100;

/**
 * The first hour of a span after which a swap is clear, or null: the sum over all hours it may have begun at of how much likelier the
 * hours since are with a shift is at least `limit`, and so are answers or reasoning at the likeliest of them.
 *
 * Shiryaev–Roberts with mixtures (Pollak, Annals of Statistics 13, 1985; as e-detector: Shin, Ramdas and Rinaldo, New England Journal
 * of Statistics in Data Science 2, 2024). In a healthy series the sum has a mean of at most the hours of the span, and passes the limit
 * with a probability of at most hours ÷ limit (Doob's inequality for submartingales).
 */
export function watchSeries(learnt: LearntSeries, watched: HourSpan, alarmsFrom: number, limit: number): Alarm | null {
  const observe = createObserver(learnt);
  const { measures, days, span } = learnt;
  for (let hour = span.from; hour < watched.from; hour++) observe(hour);
  const starts: { hour: number; shifts: ShiftEvidence[] }[] = [];
  for (let hour = watched.from; hour < watched.to; hour++) {
    const observations = observe(hour);
    const isSeen = observations.some(({ surprise }) => surprise !== null);
    if (isSeen) starts.push({ hour, shifts: measures.map(noEvidence) });
    let total = 0;
    let likeliest = { since: hour, ratio: 0, primary: 0 };
    for (const { hour: since, shifts } of starts) {
      let ratio = 1;
      let primary = 1;
      for (const [index, learntMeasure] of measures.entries()) {
        const shift = shifts[index];
        const observation = observations[index];
        if (!shift || !observation) continue;
        addHour(shift, observation, learntMeasure.noise.memory);
        const own = evidenceRatio(shift, learntMeasure, days);
        ratio *= own;
        if (MEASURE_TRAITS[learntMeasure.measure].isPrimary) primary *= own;
      }
      total += ratio;
      if (ratio > likeliest.ratio) likeliest = { since, ratio, primary };
    }
    if (isSeen && hour >= alarmsFrom && total >= limit && likeliest.primary >= PRIMARY_RATIO_MIN) {
      return { since: likeliest.since, found: hour };
    }
  }
  return null;
}
