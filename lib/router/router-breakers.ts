import { initialBreaker, type LiveBreaker, takeAttempt, takeTick } from "@/lib/breaker/breaker";
import { isFailure, isJudged, type Outcome } from "@/lib/domain/outcome";
import type { CallPlan, Candidate } from "./plan-call";

type Judged = { endUs: number; outcome: Outcome; durationUs: number; ttftUs: number | null };

/**
 * The breakers this process goes by: one for each tier, region and model, as everywhere, and apart where two upstreams serve
 * the same model in the same region.
 */
export class RouterBreakers {
  readonly #breakers = new Map<string, LiveBreaker>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  healthOf(plan: CallPlan, candidate: Candidate): LiveBreaker {
    const breaker = this.#of(plan, candidate);
    takeTick(breaker, this.#nowMs() * 1_000, plan.failover);
    return breaker;
  }

  /** Caller errors, cancellations and refusals say nothing of a model. */
  judge(plan: CallPlan, candidate: Candidate, { outcome, ...attempt }: Judged): void {
    if (!isJudged(outcome)) return;
    takeAttempt(this.#of(plan, candidate), { ...attempt, failed: isFailure(outcome) }, plan.failover);
  }

  #of({ tier }: CallPlan, { model, upstream }: Candidate): LiveBreaker {
    const id = JSON.stringify([tier, upstream.region, model, upstream.id]);
    const breaker = this.#breakers.get(id) ?? initialBreaker();
    this.#breakers.set(id, breaker);
    return breaker;
  }
}
