import type { Attempt } from "@/lib/contract/attempt";
import { type BreakerFeedGroup, breakerFeed, type EndedAttempt } from "@/lib/domain/breaker/breaker-feed";
import { HOUR_US, MINUTE_US } from "@/lib/domain/time/units";

// A window is at most 24 hours long; the hour more is for clocks that run ahead.
const OLDEST_US = 25 * HOUR_US;
// As far as a start may lie ahead. The ends are the breakers' clock: one from tomorrow would put today out of the window.
const AHEAD_MAX_US = 5 * MINUTE_US;

/**
 * What new attempts report to the breakers, post by post.
 *
 * Those without a tier, without a known end, too old for any window, or said to end more than five minutes from now, tell
 * nothing.
 */
export function breakerPosts(posts: readonly (readonly Attempt[])[], nowUs: number): BreakerFeedGroup[] {
  const ended = posts.map((attempts) => attempts.flatMap((attempt) => endedAttempt(attempt, nowUs) ?? []));
  return breakerFeed(ended.filter((post) => post.length > 0));
}

function endedAttempt(attempt: Attempt, nowUs: number): EndedAttempt | null {
  const { id, tier, region, model, outcome, durationUs, ttftUs } = attempt;
  if (tier === null || durationUs === null) return null;
  const endUs = attempt.startedAtUs + durationUs;
  if (endUs < nowUs - OLDEST_US || endUs > nowUs + AHEAD_MAX_US) return null;
  return { id, tier, region, model, outcome, endUs, durationUs, ttftUs };
}
