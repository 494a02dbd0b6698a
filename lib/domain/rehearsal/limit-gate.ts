import { MINUTE_US } from "../time/units";
import type { LimitName, Limits } from "./limits";

/** A model's declared limits, as a provider keeps them: over the last 60 s of what it let in, and what runs at the moment. */
export class LimitGate {
  readonly #limits: Limits;
  readonly #startsUs: number[] = [];
  readonly #tokens: number[] = [];
  #oldest = 0;
  #tokensWithin = 0;
  #running = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Lets a call in and returns null, or names the limit it would pass. Moments never go back; unknown tokens count as none. */
  enter(atUs: number, tokens: number | null): LimitName | null {
    this.#forget(atUs - MINUTE_US);
    const wanted = tokens ?? 0;
    const { requestsPerMinute, tokensPerMinute, maxConcurrency } = this.#limits;
    if (maxConcurrency !== null && this.#running >= maxConcurrency) return "max_concurrency";
    if (requestsPerMinute !== null && this.#startsUs.length - this.#oldest >= requestsPerMinute)
      return "requests_per_minute";
    if (tokensPerMinute !== null && this.#tokensWithin + wanted > tokensPerMinute) return "tokens_per_minute";
    this.#startsUs.push(atUs);
    this.#tokens.push(wanted);
    this.#tokensWithin += wanted;
    this.#running += 1;
    return null;
  }

  /** One that was let in has ended. */
  leave(): void {
    this.#running -= 1;
  }

  /** A call of exactly a minute ago no longer counts. */
  #forget(untilUs: number): void {
    for (;;) {
      const startUs = this.#startsUs[this.#oldest];
      if (startUs === undefined || startUs > untilUs) return;
      this.#tokensWithin -= this.#tokens[this.#oldest] ?? 0;
      this.#oldest += 1;
    }
  }
}
