import { MAX_ATTEMPT } from "@/lib/contract/log-record";
import { MINUTE_US } from "@/lib/domain/time/units";
import { ATTEMPTS_OVERLAP_US } from "./rank-attempts";

/** A next attempt begins at most so long after the one before it ended. */
const NEXT_WITHIN_US = 10 * MINUTE_US;
/** Of a request the latest are remembered. */
const ATTEMPTS_MAX = 64;

/** An attempt of a request: the number that its post gave it, and what it is among all that is known. */
export type RankedAttempt = {
  id: string;
  startUs: number;
  endUs: number;
  isOk: boolean;
  given: number;
  attempt: number;
  final: boolean;
};

/**
 * The attempts of one request in the order of their starts, numbered anew: a failed one that another follows closely is not
 * the last. The same whatever order and posts they came in; an attempt that comes again changes nothing.
 */
export function settleRequest(known: readonly RankedAttempt[], arrived: readonly RankedAttempt[]): RankedAttempt[] {
  const byId = new Map([...arrived, ...known].map((one) => [one.id, one]));
  const ordered = [...byId.values()].sort((a, b) => a.startUs - b.startUs || (a.id < b.id ? -1 : 1));
  let attempt = 1;
  const ranked = ordered.map((one, place): RankedAttempt => {
    const next = ordered[place + 1];
    attempt = Math.max(attempt, one.given);
    const final = !(next && isFollowed(one, next));
    const settled = { ...one, attempt, final };
    // What follows a success is a request of its own: a next step of the same trace.
    attempt = final ? 1 : Math.min(attempt + 1, MAX_ATTEMPT);
    return settled;
  });
  const [first, ...rest] = ranked.slice(-ATTEMPTS_MAX);
  // Once those before it are forgotten, it keeps its number.
  return first ? [ranked.length > ATTEMPTS_MAX ? { ...first, given: first.attempt } : first, ...rest] : [];
}

function isFollowed({ isOk, endUs }: RankedAttempt, next: RankedAttempt): boolean {
  const pauseUs = next.startUs - endUs;
  return !isOk && pauseUs >= -ATTEMPTS_OVERLAP_US && pauseUs <= NEXT_WITHIN_US;
}
