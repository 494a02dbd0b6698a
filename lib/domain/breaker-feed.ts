import { isFailure, isJudged, type Outcome } from "./outcome";

/** An attempt as a router reported it, as far as health is concerned; times in µs, `endUs` since the epoch. */
export type EndedAttempt = {
  id: string;
  tier: string;
  region: string;
  model: string;
  outcome: Outcome;
  endUs: number;
  durationUs: number;
  ttftUs: number | null;
};

/** One judged attempt as a breaker consumes it; `ttftUs` is null where it was not streamed. */
export type BreakerAttempt = { endUs: number; failed: boolean; durationUs: number; ttftUs: number | null };

/** The judged attempts of one breaker out of one ingest transaction, in the order they join: four numbers each. */
export type BreakerFeedGroup = { tier: string; region: string; model: string; attempts: number[] };

const WIDTH = 4;

/**
 * What one ingest transaction tells the breakers: its posts in order, each post in the order of its ends, ties by id.
 *
 * Client errors and cancellations are left out, because no breaker ever looks at them.
 */
export function breakerFeed(posts: readonly (readonly EndedAttempt[])[]): BreakerFeedGroup[] {
  const groups = new Map<string, BreakerFeedGroup>();
  for (const post of posts) {
    const judged = post.filter((attempt) => isJudged(attempt.outcome)).sort(byEnd);
    for (const { tier, region, model, outcome, endUs, durationUs, ttftUs } of judged) {
      const key = JSON.stringify([tier, region, model]);
      const group = groups.get(key) ?? { tier, region, model, attempts: [] };
      groups.set(key, group);
      group.attempts.push(endUs, isFailure(outcome) ? 1 : 0, durationUs, ttftUs ?? -1);
    }
  }
  return [...groups.values()];
}

/** The attempts of a group again. */
export function feedAttempts(group: BreakerFeedGroup): BreakerAttempt[] {
  const attempts: BreakerAttempt[] = [];
  for (let i = 0; i + WIDTH <= group.attempts.length; i += WIDTH) {
    const [endUs = 0, failed = 0, durationUs = 0, ttftUs = -1] = group.attempts.slice(i, i + WIDTH);
    attempts.push({ endUs, failed: failed === 1, durationUs, ttftUs: ttftUs < 0 ? null : ttftUs });
  }
  return attempts;
}

function byEnd(a: EndedAttempt, b: EndedAttempt): number {
  if (a.endUs !== b.endUs) return a.endUs - b.endUs;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
