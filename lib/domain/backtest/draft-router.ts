import { type BreakerEvent, initialBreaker, type LiveBreaker, takeAttempt, takeTick } from "../../breaker/breaker";
import { candidatesOf, type DecisionPolicy, decide } from "../../breaker/decision";
import { stepOf } from "../../breaker/policy";
import { FAILED, JUDGED } from "./outcome-codes";
import { PairCodes } from "./pair-codes";
import { NO_TTFT, type Pair, type RecordedAttempts } from "./recorded-attempts";

/** What is said of an attempt that a draft leaves where it was. */
export const STAYS = -1;

/** A transition of the breaker of a pair. */
export type PairEvent = BreakerEvent & { pair: number };

/** The draft as it is for the attempts of one pair that it moves: everybody but the model they went to. */
type Detour = { policy: DecisionPolicy | null; primary: string };

const HASHES = 2 ** 32;

/** A router that goes by a draft, led through recorded attempts in the order of their ends. */
export class DraftRouter {
  readonly events: PairEvent[] = [];
  /** Attempts that would have been moved, had any other candidate been there; by pair. */
  readonly kept = new Map<number, number>();
  readonly #policy: DecisionPolicy;
  readonly #codes: PairCodes;
  readonly #breakers: (LiveBreaker | undefined)[] = [];
  readonly #detours = new Map<number, Detour>();
  readonly #attempt = { endUs: 0, failed: false, durationUs: 0, ttftUs: null as number | null };

  constructor(pairs: readonly Pair[], policy: DecisionPolicy) {
    this.#codes = new PairCodes(pairs);
    this.#policy = policy;
  }

  /** Those of the attempts, and those the draft would send something to. */
  get pairs(): readonly Pair[] {
    return this.#codes.pairs;
  }

  /** Takes the attempts at these places, and notes in `movedTo` which pair each is moved to. */
  take(attempts: RecordedAttempts, places: Uint32Array, movedTo: Int32Array): void {
    const { failover } = this.#policy;
    const attempt = this.#attempt;
    for (const index of places) {
      const pair = attempts.pair[index] ?? 0;
      const outcome = attempts.outcome[index] ?? 0;
      const durationUs = attempts.durationUs[index] ?? 0;
      const endUs = (attempts.startUs[index] ?? 0) + durationUs;
      const breaker = this.#breakerOf(pair);
      if (breaker.status !== "closed") {
        this.#tell(pair, takeTick(breaker, endUs, failover));
        const to = this.#targetOf(pair, breaker, (attempts.hash[index] ?? 0) / HASHES, endUs);
        movedTo[index] = to;
        if (to !== STAYS) continue;
      }
      if (JUDGED[outcome] === 0) continue;
      const ttftUs = attempts.ttftUs[index] ?? NO_TTFT;
      attempt.endUs = endUs;
      attempt.failed = FAILED[outcome] === 1;
      attempt.durationUs = durationUs;
      attempt.ttftUs = ttftUs === NO_TTFT ? null : ttftUs;
      this.#tell(pair, takeAttempt(breaker, attempt, failover));
    }
  }

  /** Where an attempt on a model that is not simply in use goes, its request at a place in [0, 1). */
  #targetOf(pair: number, breaker: LiveBreaker, place: number, nowUs: number): number {
    const { failover } = this.#policy;
    if (breaker.status === "half_open" && place < stepOf(failover, breaker.step).share) return STAYS;
    const { region, model } = this.#codes.pairs[pair] ?? { region: "", model: "" };
    const { policy, primary } = this.#detourOf(pair, region, model);
    if (policy) {
      const healthOf = (candidate: string) => this.#healthAt(this.#codes.codeOf(region, candidate), nowUs);
      const decision = decide({ policy, region, requestId: null, healthOf, random: () => place });
      if (decision.reason !== "all_open") return this.#codes.codeOf(region, decision.model);
      if (primary !== model) return this.#codes.codeOf(region, primary);
    }
    this.kept.set(pair, (this.kept.get(pair) ?? 0) + 1);
    return STAYS;
  }

  #detourOf(pair: number, region: string, model: string): Detour {
    let detour = this.#detours.get(pair);
    if (!detour) {
      const candidates = candidatesOf(this.#policy, region);
      const [first, ...rest] = candidates.filter((candidate) => candidate !== model);
      const others = first === undefined ? null : { primary: first, fallbacks: rest };
      detour = {
        policy: others && { ...others, failover: this.#policy.failover, regions: {} },
        primary: candidates[0] ?? model,
      };
      this.#detours.set(pair, detour);
    }
    return detour;
  }

  #healthAt(pair: number, nowUs: number): LiveBreaker {
    const breaker = this.#breakerOf(pair);
    if (breaker.status === "open") this.#tell(pair, takeTick(breaker, nowUs, this.#policy.failover));
    return breaker;
  }

  #breakerOf(pair: number): LiveBreaker {
    let breaker = this.#breakers[pair];
    if (!breaker) {
      breaker = initialBreaker();
      this.#breakers[pair] = breaker;
    }
    return breaker;
  }

  #tell(pair: number, events: readonly BreakerEvent[]): void {
    for (const event of events) this.events.push({ ...event, pair });
  }
}
