import type { HourSpan } from "./expected-level";
import { isLasting, type Start } from "./is-lasting";
import { createObserver, type LearntSeries, type Observation } from "./learn-series";
import { addHour, evidenceRatio, noEvidence } from "./shift-evidence";

/** `since` is the first hour of the change, `found` the one after which it was clear. */
export type Alarm = { since: number; found: number };

/**
 * The first hour of a span after which a swap is clear, or null: the sum over all hours it may have begun at of how much likelier the
 * hours since are with a shift is at least `limit`, and of the likeliest of them answers or reasoning say so by themselves, and last.
 *
 * Shiryaev–Roberts with mixtures (Pollak, Annals of Statistics 13, 1985; as e-detector: Shin, Ramdas and Rinaldo, New England Journal
 * of Statistics in Data Science 2, 2024). In a healthy series the sum has a mean of at most the hours of the span, and passes the limit
 * with a probability of at most hours ÷ limit (Doob's inequality for submartingales); further conditions only lower it.
 */
export function watchSeries(learnt: LearntSeries, watched: HourSpan, alarmsFrom: number, limit: number): Alarm | null {
  const observe = createObserver(learnt);
  const { measures, days, span } = learnt;
  for (let hour = span.from; hour < watched.from; hour++) observe(hour);
  const starts: Start[] = [];
  const observed: Observation[][] = [];
  for (let hour = watched.from; hour < watched.to; hour++) {
    const observations = observe(hour);
    observed.push(observations);
    if (observations.every(({ surprise }) => surprise === null)) continue;
    starts.push({ hour, shifts: measures.map(noEvidence) });
    let total = 0;
    let most = 0;
    let likeliest: Start | null = null;
    for (const start of starts) {
      let ratio = 1;
      for (const [index, learntMeasure] of measures.entries()) {
        const shift = start.shifts[index];
        const observation = observations[index];
        if (!shift || !observation) continue;
        addHour(shift, observation, learntMeasure.noise.memory);
        ratio *= evidenceRatio(shift, learntMeasure, days);
      }
      total += ratio;
      if (ratio > most) [most, likeliest] = [ratio, start];
    }
    if (hour < alarmsFrom || total < limit || likeliest === null) continue;
    const since = observed.slice(likeliest.hour - watched.from);
    if (isLasting(likeliest, since, measures, days)) return { since: likeliest.hour, found: hour };
  }
  return null;
}
