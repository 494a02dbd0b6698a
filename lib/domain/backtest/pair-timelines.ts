import type { BreakerStatus } from "../../breaker/breaker";
import { MINUTE_US } from "../time/units";
import { STAYS } from "./draft-router";
import type { DraftRun } from "./run-draft";

/** A stretch in which a breaker's state did not change, epoch µs, half-open. */
export type StateSpan = { state: BreakerStatus; fromUs: number; toUs: number };

/** How one model fared in one region. */
export type PairTimeline = {
  pair: number;
  attempts: number;
  moved: number;
  /** How often it opened from closed, and how often that was within ten minutes of closing. */
  trips: number;
  flaps: number;
  openUs: number;
  halfOpenUs: number;
  spans: StateSpan[];
};

type Now = { state: BreakerStatus; sinceUs: number; closedUs: number };

const FLAP_US = 10 * MINUTE_US;

/** The states of every pair with attempts or transitions, over a window in epoch µs; those with most moved first. */
export function pairTimelines(run: DraftRun, window: { fromUs: number; toUs: number }): PairTimeline[] {
  const timelines = run.pairs.map((_, pair): PairTimeline => {
    return { pair, attempts: 0, moved: 0, trips: 0, flaps: 0, openUs: 0, halfOpenUs: 0, spans: [] };
  });
  run.attempts.pair.forEach((pair, index) => {
    const timeline = timelines[pair];
    if (!timeline) return;
    timeline.attempts += 1;
    if (run.movedTo[index] !== STAYS) timeline.moved += 1;
  });
  const states = timelines.map(
    (): Now => ({ state: "closed", sinceUs: window.fromUs, closedUs: Number.NEGATIVE_INFINITY }),
  );
  for (const { pair, atUs, from, to } of run.events) {
    const timeline = timelines[pair];
    const now = states[pair];
    if (!timeline || !now) continue;
    if (from === "closed") {
      timeline.trips += 1;
      if (atUs - now.closedUs <= FLAP_US) timeline.flaps += 1;
    }
    if (to === "closed") now.closedUs = atUs;
    addSpan(timeline, { state: now.state, fromUs: now.sinceUs, toUs: Math.min(atUs, window.toUs) });
    Object.assign(now, { state: to, sinceUs: atUs });
  }
  timelines.forEach((timeline, pair) => {
    const { state = "closed", sinceUs = window.fromUs } = states[pair] ?? {};
    addSpan(timeline, { state, fromUs: sinceUs, toUs: window.toUs });
  });
  return timelines
    .filter(({ attempts, trips }) => attempts > 0 || trips > 0)
    .sort((a, b) => b.moved - a.moved || b.trips - a.trips || b.attempts - a.attempts || a.pair - b.pair);
}

function addSpan(timeline: PairTimeline, span: StateSpan): void {
  if (span.fromUs >= span.toUs) return;
  timeline.spans.push(span);
  if (span.state === "open") timeline.openUs += span.toUs - span.fromUs;
  if (span.state === "half_open") timeline.halfOpenUs += span.toUs - span.fromUs;
}
