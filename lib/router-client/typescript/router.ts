// Routes by Switchyard's policies and reports every attempt to it. Node 20; copy it with switchyard-link.ts, run-attempt.ts, bundle-file.ts and
// read-bundle.ts, and the folder lib/breaker beside theirs.
import { randomUUID } from "node:crypto";
// In a project of your own: from "@switchyard/breaker".
import { candidatesOf, decide, initialBreaker, type LiveBreaker, takeAttempt, takeTick } from "../../breaker/index";
import type { TierPolicy } from "./read-bundle";
import { type Attempted, type Call, isFailure, runAttempt } from "./run-attempt";
import { type LinkOptions, SwitchyardLink } from "./switchyard-link";

export type RouterOptions = LinkOptions & { region?: string; app?: string };
/** `model` is `tier:standard`, an alias or a model's name; `signal` is the caller leaving. */
export type Asked = { model: string; requestId?: string; stream?: boolean; signal?: AbortSignal };
export type Answered<T> = { answer: T; model: string; requestId: string; attempts: number };

type TierPlan = { tier: string; policy: TierPolicy; version: number };
type Breaker = { tier: string; region: string; model: string; state: LiveBreaker };

const DEFAULT_TIMEOUT_MS = 60_000;

export class Router {
  readonly link: SwitchyardLink;
  readonly #region: string;
  readonly #about: object;
  readonly #breakers = new Map<string, Breaker>();

  constructor({ region = "global", app = "default", ...options }: RouterOptions) {
    this.link = new SwitchyardLink(options);
    this.#region = region;
    this.#about = { router: options.router, region, app };
  }

  start(): Promise<void> {
    return this.link.start(() => [...this.#breakers.values()].map(reported));
  }

  /** Sends what waits. */
  close(): Promise<void> {
    return this.link.close();
  }

  /**
   * The answer of the first model that gives one: each is tried once, and at most `max_attempts` are.
   *
   * A caller's own mistake (4xx) is thrown at once, and so is a stream that broke after its first token.
   */
  async route<T>(asked: Asked, call: Call<T>): Promise<Answered<T>> {
    const { bundle } = this.link;
    if (!bundle) throw new Error("There is no bundle yet: Switchyard is away, and none was kept");
    const { model: name, requestId = randomUUID(), stream, signal } = asked;
    const plan = name.startsWith("tier:") ? this.#planOf(name.slice(5)) : null;
    const alias = Object.hasOwn(bundle.aliases, name) ? bundle.aliases[name] : undefined;
    const timeoutMs = plan?.policy.timeout_ms ?? DEFAULT_TIMEOUT_MS;
    const most = plan ? Math.min(plan.policy.max_attempts, candidatesOf(plan.policy, this.#region).length) : 1;

    const tried = new Set<string>();
    for (;;) {
      const model = plan ? this.#choose(plan, requestId, tried) : (alias ?? name);
      const attempted = await runAttempt(call, { model, timeoutMs, signal });
      tried.add(model);
      const { ending } = attempted;
      const final = !isFailure(ending.outcome) || ending.ttft_ms !== undefined || tried.size >= most;
      this.link.logAttempt({
        ...{ id: randomUUID(), request_id: requestId, attempt: tried.size, final, model, ...this.#about },
        ...(plan ? { tier: plan.tier } : { requested_model: name }),
        ...{ policy_version: bundle.version, streamed: stream === true || ending.ttft_ms !== undefined, ...ending },
      });
      if (plan) this.#judge(plan, model, attempted);
      if ("answer" in attempted) return { answer: attempted.answer, model, requestId, attempts: tried.size };
      if (final) throw attempted.error;
    }
  }

  #planOf(tier: string): TierPlan {
    const { version = 0, tiers = {} } = this.link.bundle ?? {};
    const policy = Object.hasOwn(tiers, tier) ? tiers[tier] : undefined;
    if (!policy) throw new Error(`The tier ${tier} has no policy`);
    return { tier, policy, version };
  }

  /** The policy's decision among the models not tried yet; the first of them where all are avoided. */
  #choose(plan: TierPlan, requestId: string, tried: ReadonlySet<string>): string {
    const { policy } = plan;
    const healthOf = (model: string) => {
      if (tried.has(model)) return { status: "open", step: 0 } as const;
      const { state } = this.#move(plan, model, (state) => takeTick(state, Date.now() * 1_000, policy.failover));
      return state;
    };
    const { model } = decide({ policy, region: this.#region, requestId, healthOf, random: Math.random });
    if (!tried.has(model)) return model;
    return candidatesOf(policy, this.#region).find((candidate) => !tried.has(candidate)) ?? model;
  }

  /** Caller errors and cancellations say nothing of a model. */
  #judge(plan: TierPlan, model: string, { ending, endUs }: Attempted<unknown>): void {
    const failed = isFailure(ending.outcome);
    if (!failed && ending.outcome !== "ok") return;
    const durationUs = Math.round(ending.duration_ms * 1_000);
    const ttftUs = ending.ttft_ms === undefined ? null : Math.round(ending.ttft_ms * 1_000);
    const attempt = { endUs, failed, durationUs, ttftUs };
    this.#move(plan, model, (state) => takeAttempt(state, attempt, plan.policy.failover));
  }

  /** Moves the breaker of a model, and notes the transitions for the next heartbeat. */
  #move({ tier, version }: TierPlan, model: string, by: (state: LiveBreaker) => ReturnType<typeof takeTick>): Breaker {
    const place = { tier, region: this.#region, model };
    const id = JSON.stringify([tier, model]);
    const breaker = this.#breakers.get(id) ?? { ...place, state: initialBreaker() };
    this.#breakers.set(id, breaker);
    for (const { atUs, windowFromUs, ...event } of by(breaker.state)) {
      this.link.logTransition({ at: instantOf(atUs), ...place, ...event, bundle_version: version });
    }
    return breaker;
  }
}

function reported({ state: { status, sinceUs }, ...place }: Breaker) {
  return { ...place, state: status, since: sinceUs === null ? null : instantOf(sinceUs) };
}

function instantOf(us: number): string {
  return new Date(Math.floor(us / 1_000)).toISOString().replace("Z", `${String(us % 1_000).padStart(3, "0")}Z`);
}
