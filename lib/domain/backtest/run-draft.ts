import type { DecisionPolicy } from "../../breaker/decision";
import { DraftRouter, type PairEvent, STAYS } from "./draft-router";
import { endOrder } from "./end-order";
import type { Pair, RecordedAttempts } from "./recorded-attempts";

/** What a draft would have done with recorded attempts. */
export type DraftRun = {
  attempts: RecordedAttempts;
  /** Those of the attempts first, then those only the draft names. */
  pairs: readonly Pair[];
  /** The pair each attempt is moved to, or STAYS. */
  movedTo: Int32Array;
  events: readonly PairEvent[];
  /** Attempts that stayed only because no other candidate was left, by pair. */
  stays: ReadonlyMap<number, number>;
};

const ATTEMPTS_A_SLICE = 20_000;

/**
 * Leads recorded attempts through the breakers of a draft in the order of their ends, and yields every few thousand the share that is done.
 *
 * Breakers begin closed, with empty windows. Whoever stops asking for the next share has cancelled it.
 */
export function* runDraft(
  attempts: RecordedAttempts,
  policy: DecisionPolicy,
  order: Uint32Array = endOrder(attempts),
): Generator<number, DraftRun> {
  const router = new DraftRouter(attempts.pairs, policy);
  const movedTo = new Int32Array(attempts.n).fill(STAYS);
  for (let from = 0; from < attempts.n; from += ATTEMPTS_A_SLICE) {
    yield from / attempts.n;
    router.take(attempts, order.subarray(from, from + ATTEMPTS_A_SLICE), movedTo);
  }
  return { attempts, pairs: router.pairs, movedTo, events: router.events, stays: router.stays };
}
