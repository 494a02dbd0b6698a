import { initialBreaker, type LiveBreaker, takeAttempt, takeTick } from "../../breaker/breaker";
import { candidatesOf, choose, type DecisionPolicy } from "../../breaker/decision";
import { EndQueue } from "./end-queue";
import { type Limits, NO_LIMITS } from "./limits";
import { ModelLoad } from "./model-load";
import type { RecordedCall } from "./recorded-calls";

type RehearsedPolicy = DecisionPolicy & { max_attempts: number };

export type OutageInput = {
  policy: RehearsedPolicy;
  /** When the primary begins to fail, in every region. */
  fromUs: number;
  limits: ReadonlyMap<string, Limits>;
  /** How long a call takes on a model, µs; on one that is not there as long as it took where it was recorded. */
  durationsUs: ReadonlyMap<string, number>;
};

/** What became of the requests recorded on the primary; `leftAsRecorded` had failed anyway, and their retries are recorded. */
type OutageCounts = { requests: number; answered: number; failed: number; leftAsRecorded: number };

export type Outage = OutageCounts & { loads: ReadonlyMap<string, ModelLoad> };

/** A call on its way; `tried` are the models that have failed it, where the draft leads it. */
type Try = { call: RecordedCall; model: string; failed: boolean; tried: ReadonlySet<string> | null; isInside: boolean };

const CALLS_A_SLICE = 20_000;

/**
 * Leads an hour's calls, in the order of their starts, through a draft whose primary fails from the first on, and yields the share that is done.
 *
 * Those the tier had on the primary go where a router would send them: by the breakers at that moment, after a failure to
 * the next model not tried, up to `max_attempts`. All others stay on their model as recorded. A model takes what its
 * limits let in. How slow a model becomes under load is not known, so latency opens nothing.
 */
export function* rehearseOutage(calls: readonly RecordedCall[], input: OutageInput): Generator<number, Outage> {
  const outage = new RunningOutage(input);
  for (const [index, call] of calls.entries()) {
    if (index % CALLS_A_SLICE === 0) yield index / calls.length;
    outage.endUntil(call.startUs);
    outage.begin(call);
  }
  outage.endUntil(Number.MAX_VALUE);
  return { ...outage.counts, loads: outage.loads };
}

class RunningOutage {
  readonly counts: OutageCounts = { requests: 0, answered: 0, failed: 0, leftAsRecorded: 0 };
  readonly loads = new Map<string, ModelLoad>();
  readonly #input: OutageInput;
  readonly #policy: RehearsedPolicy;
  readonly #breakers = new Map<string, Map<string, LiveBreaker>>();
  readonly #ends = new EndQueue<Try>();

  constructor(input: OutageInput) {
    this.#input = input;
    this.#policy = { ...input.policy, failover: { ...input.policy.failover, latency: null } };
  }

  /** Ends what ends until a moment; what ends at it comes before what begins at it. */
  endUntil(untilUs: number): void {
    for (;;) {
      const atUs = this.#ends.nextUs;
      const ended = atUs > untilUs ? undefined : this.#ends.take();
      if (!ended) return;
      this.#end(ended, atUs);
    }
  }

  begin(call: RecordedCall): void {
    if (call.model !== this.#policy.primary) this.#stay(call);
    // Other tiers go by policies of their own.
    else if (call.isOwn) {
      this.counts.requests += 1;
      this.#lead(call, new Set(), call.startUs);
    }
  }

  #stay(call: RecordedCall): void {
    const { startUs: atUs, durationUs } = call;
    const isInside = this.#loadOf(call.model).ask(call, { atUs, durationUs, isMoved: false });
    const failed = call.failed || !isInside;
    this.#ends.put(isInside ? atUs + durationUs : atUs, { call, model: call.model, failed, tried: null, isInside });
  }

  /** Asks the next model for a call, as a router does. */
  #lead(call: RecordedCall, tried: ReadonlySet<string>, atUs: number): string {
    const model = this.#choose(call, tried, atUs);
    if (model === this.#policy.primary) {
      this.#ends.put(atUs + call.durationUs, { call, model, failed: true, tried, isInside: false });
      return model;
    }
    const durationUs = this.#input.durationsUs.get(model) ?? call.durationUs;
    const isInside = this.#loadOf(model).ask(call, { atUs, durationUs, isMoved: true });
    this.#ends.put(isInside ? atUs + durationUs : atUs, { call, model, failed: !isInside, tried, isInside });
    return model;
  }

  /** Among models not tried; the first of them where all are avoided. */
  #choose({ region, place }: RecordedCall, tried: ReadonlySet<string>, atUs: number): string {
    const { failover } = this.#policy;
    const candidates = candidatesOf(this.#policy, region);
    const healthOf = (model: string) => {
      if (tried.has(model)) return { status: "open", step: 0 } as const;
      const breaker = this.#breakerOf(region, model);
      takeTick(breaker, atUs, failover);
      return breaker;
    };
    const { candidate } = choose(candidates, { failover, healthOf, placeOf: () => place });
    return tried.has(candidate) ? (candidates.find((one) => !tried.has(one)) ?? candidate) : candidate;
  }

  #end({ call, model, failed, tried, isInside }: Try, atUs: number): void {
    if (isInside) this.loads.get(model)?.leave();
    const isJudged = tried !== null || call.judged || !isInside;
    if (call.isOwn && isJudged) {
      const attempt = { endUs: atUs, failed, durationUs: call.durationUs, ttftUs: null };
      takeAttempt(this.#breakerOf(call.region, model), attempt, this.#policy.failover);
    }
    if (tried === null) return;
    if (!failed) this.counts.answered += 1;
    else this.#retry(call, new Set([...tried, model]), { model, atUs });
  }

  #retry(call: RecordedCall, tried: ReadonlySet<string>, { model, atUs }: { model: string; atUs: number }): void {
    const isPrimary = model === this.#policy.primary;
    const most = Math.min(this.#policy.max_attempts, candidatesOf(this.#policy, call.region).length);
    const load = isPrimary ? null : this.#loadOf(model);
    if (isPrimary && call.failed) this.counts.leftAsRecorded += 1;
    else if (tried.size < most) {
      const next = this.#lead(call, tried, atUs);
      load?.next.set(next, (load.next.get(next) ?? 0) + 1);
    } else {
      this.counts.failed += 1;
      if (load) load.failed += 1;
    }
  }

  #loadOf(model: string): ModelLoad {
    let load = this.loads.get(model);
    if (!load) {
      load = new ModelLoad(this.#input.limits.get(model) ?? NO_LIMITS, this.#input.fromUs);
      this.loads.set(model, load);
    }
    return load;
  }

  #breakerOf(region: string, model: string): LiveBreaker {
    let models = this.#breakers.get(region);
    if (!models) {
      models = new Map();
      this.#breakers.set(region, models);
    }
    let breaker = models.get(model);
    if (!breaker) {
      breaker = initialBreaker();
      models.set(model, breaker);
    }
    return breaker;
  }
}
