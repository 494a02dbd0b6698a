import { type BreakerEvent, initialBreaker, type LiveBreaker, takeAttempt, takeTick } from "../../breaker/breaker";
import { candidatesOf, choose, type DecisionPolicy } from "../../breaker/decision";
import { stepOf } from "../../breaker/policy";
import { FAILED, JUDGED } from "./outcome-codes";
import { PairCodes } from "./pair-codes";
import { NO_TTFT, type Pair, type RecordedAttempts } from "./recorded-attempts";

/** What is said of an attempt that a draft leaves where it was. */
export const STAYS = -1;

/** A transition of the breaker of a pair. */
export type PairEvent = BreakerEvent & { pair: number };

/** Where attempts of a pair may go instead, and who answers where nobody there can; itself where nobody else is named. */
type Detour = { others: [number, ...number[]] | null; primary: number };

const HASHES = 2 ** 32;

/** A router that goes by a draft, led through recorded attempts in the order of their ends. */
export class DraftRouter {
  readonly events: PairEvent[] = [];
  /** Attempts that would have been moved, had any other candidate been there; by pair. */
  readonly stays = new Map<number, number>();
  readonly #policy: DecisionPolicy;
  readonly #codes: PairCodes;
  readonly #breakers: (LiveBreaker | undefined)[] = [];
  readonly #detours = new Map<number, Detour>();
  /** The request that is being moved: one object for all, as there are hundreds of thousands. */
  readonly #request = { place: 0, nowUs: 0 };
  readonly #choosing: Parameters<typeof choose<number>>[1];
  readonly #attempt = { endUs: 0, failed: false, durationUs: 0, ttftUs: null as number | null };

  constructor(pairs: readonly Pair[], policy: DecisionPolicy) {
    this.#codes = new PairCodes(pairs);
    this.#policy = policy;
    this.#choosing = {
      failover: policy.failover,
      healthOf: (candidate) => this.#healthAt(candidate, this.#request.nowUs),
      placeOf: () => this.#request.place,
    };
  }

  /** Those of the attempts, and those the draft names for them. */
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
        this.#report(pair, takeTick(breaker, endUs, failover));
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
      this.#report(pair, takeAttempt(breaker, attempt, failover));
    }
  }

  /** Where an attempt on a model that is not simply in use goes, its request at a place in [0, 1). */
  #targetOf(pair: number, breaker: LiveBreaker, place: number, nowUs: number): number {
    const { failover } = this.#policy;
    if (breaker.status === "half_open" && place < stepOf(failover, breaker.step).share) return STAYS;
    const { others, primary } = this.#detourOf(pair);
    if (others) {
      this.#request.place = place;
      this.#request.nowUs = nowUs;
      const { candidate, reason } = choose(others, this.#choosing);
      if (reason !== "all_open") return candidate;
      if (primary !== pair) return primary;
    }
    this.stays.set(pair, (this.stays.get(pair) ?? 0) + 1);
    return STAYS;
  }

  #detourOf(pair: number): Detour {
    const known = this.#detours.get(pair);
    if (known) return known;
    const { region, model } = this.#codes.pairs[pair] ?? { region: "", model: "" };
    const candidates = candidatesOf(this.#policy, region);
    const codeOf = (candidate: string) => this.#codes.codeOf(region, candidate);
    const [first, ...rest] = candidates.filter((candidate) => candidate !== model).map(codeOf);
    const detour: Detour = {
      others: first === undefined ? null : [first, ...rest],
      primary: codeOf(candidates[0]),
    };
    this.#detours.set(pair, detour);
    return detour;
  }

  #healthAt(pair: number, nowUs: number): LiveBreaker {
    const breaker = this.#breakerOf(pair);
    if (breaker.status === "open") this.#report(pair, takeTick(breaker, nowUs, this.#policy.failover));
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

  #report(pair: number, events: readonly BreakerEvent[]): void {
    for (const event of events) this.events.push({ ...event, pair });
  }
}
