import type { BreakerAttempt } from "@/lib/breaker/window";
import { orderByNumber } from "../order-by-number";
import { isFailure, isJudged, type Outcome } from "../outcome";

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

/** The judged attempts of one breaker out of one ingest transaction, in the order they join: four numbers each. */
export type BreakerFeedGroup = { tier: string; region: string; model: string; attempts: number[] };

const WIDTH = 4;

/**
 * What one ingest transaction passes to the breakers: its posts in order, each post in the order of its ends, ties by id.
 *
 * Client errors and cancellations are left out, because no breaker ever looks at them.
 */
export function breakerFeed(posts: readonly (readonly EndedAttempt[])[]): BreakerFeedGroup[] {
  const groups: BreakerFeedGroup[] = [];
  // Map in map, because a key of three names would have to be made for every attempt.
  const known = new Map<string, Map<string, Map<string, BreakerFeedGroup>>>();
  for (const post of posts) {
    for (const index of endOrder(post)) {
      const attempt = post[index];
      if (!attempt || !isJudged(attempt.outcome)) continue;
      const { tier, region, model, outcome, endUs, durationUs, ttftUs } = attempt;
      const models = innerMap(innerMap(known, tier), region);
      let group = models.get(model);
      if (!group) {
        group = { tier, region, model, attempts: [] };
        models.set(model, group);
        groups.push(group);
      }
      group.attempts.push(endUs, isFailure(outcome) ? 1 : 0, durationUs, ttftUs ?? -1);
    }
  }
  return groups;
}

/** The attempts of a group again. */
export function feedAttempts({ attempts: numbers }: BreakerFeedGroup): BreakerAttempt[] {
  const attempts: BreakerAttempt[] = [];
  for (let i = 0; i + WIDTH <= numbers.length; i += WIDTH) {
    const ttftUs = numbers[i + 3] ?? -1;
    attempts.push({
      endUs: numbers[i] ?? 0,
      failed: numbers[i + 1] === 1,
      durationUs: numbers[i + 2] ?? 0,
      ttftUs: ttftUs < 0 ? null : ttftUs,
    });
  }
  return attempts;
}

function innerMap<T>(outer: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const known = outer.get(name);
  if (known) return known;
  const inner = new Map<string, T>();
  outer.set(name, inner);
  return inner;
}

function endOrder(post: readonly EndedAttempt[]): Uint32Array {
  const ends = new Float64Array(post.length);
  for (let index = 0; index < post.length; index++) ends[index] = post[index]?.endUs ?? 0;
  return orderByNumber(ends, (a, b) => {
    const left = post[a]?.id ?? "";
    const right = post[b]?.id ?? "";
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
