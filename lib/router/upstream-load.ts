import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Upstream } from "@/lib/domain/upstreams/upstream";

type Load = {
  inFlight: number;
  budget: number;
  minuteBeganMs: number;
  requests: number;
  tokens: number;
  restsUntilMs: number;
};

/** Share of an upstream's calls that may be asked of it a second time, and how many may be saved up. */
const RETRY_SHARE = 0.1;
const RETRIES_MAX = 10;
/** A provider that asks for a longer rest is asked again after this: it may have been wrong. */
const REST_MAX_MS = MINUTE_MS;

/** What goes to each upstream now, against its own limits, the rest it asked for, and the budget of second tries. */
export class UpstreamLoad {
  readonly #loads = new Map<number, Load>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Until when it must not be asked, in epoch ms; null where it may be asked now, Infinity while its calls are too many. */
  blockedUntilMs(upstream: Upstream): number | null {
    const load = this.#of(upstream);
    const nowMs = this.#nowMs();
    const { maxConcurrency, requestsPerMinute, tokensPerMinute } = upstream;
    if (maxConcurrency !== null && load.inFlight >= maxConcurrency) return Number.POSITIVE_INFINITY;
    const isOver =
      (requestsPerMinute !== null && load.requests >= requestsPerMinute) ||
      (tokensPerMinute !== null && load.tokens >= tokensPerMinute);
    const until = Math.max(isOver ? load.minuteBeganMs + MINUTE_MS : 0, load.restsUntilMs);
    return until > nowMs ? until : null;
  }

  /** Counts an attempt that begins; returns how it ends, with the tokens it took. A second try takes from the budget. */
  begin(upstream: Upstream, { isRetry }: { isRetry: boolean }): (tokens: number) => void {
    const load = this.#of(upstream);
    load.inFlight += 1;
    load.requests += 1;
    load.budget = isRetry ? load.budget - 1 : Math.min(RETRIES_MAX, load.budget + RETRY_SHARE);
    return (tokens) => {
      load.inFlight -= 1;
      load.tokens += tokens;
    };
  }

  /** Whether it may be asked once more by a call that it has failed: a tenth of its calls may. */
  mayRetry(upstream: Upstream): boolean {
    return this.#of(upstream).budget >= 1;
  }

  /** Leaves it alone for as long as it asked. */
  rest(upstream: Upstream, forMs: number): void {
    const load = this.#of(upstream);
    load.restsUntilMs = Math.max(load.restsUntilMs, this.#nowMs() + Math.min(forMs, REST_MAX_MS));
  }

  #of({ id }: Upstream): Load {
    const nowMs = this.#nowMs();
    const known = this.#loads.get(id);
    const load = known ?? {
      ...{ inFlight: 0, budget: RETRIES_MAX, minuteBeganMs: nowMs, requests: 0, tokens: 0, restsUntilMs: 0 },
    };
    if (!known) this.#loads.set(id, load);
    if (nowMs - load.minuteBeganMs >= MINUTE_MS) Object.assign(load, { minuteBeganMs: nowMs, requests: 0, tokens: 0 });
    return load;
  }
}
