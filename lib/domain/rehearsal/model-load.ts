import { HOUR_MINUTES, MINUTE_US } from "../time/units";
import { LimitGate } from "./limit-gate";
import type { LimitName, Limits } from "./limits";
import type { RecordedCall } from "./recorded-calls";

/** What a fallback is asked in one minute; retries that come after the hour are in none. */
export type LoadMinute = {
  asked: number;
  /** Of `asked`, those recorded on it, from any tier. */
  own: number;
  refused: number;
  /** Of all asked, without those whose tokens are unknown. */
  tokens: number;
  /** Of what was let in: the arrivals of the minute times their durations, µs. Over a minute, the requests at once (Little's law). */
  busyUs: number;
};

/** The first call a limit turned away. */
export type PassedLimit = { atUs: number; limit: LimitName };

/** What one fallback is asked while the primary fails. */
export class ModelLoad {
  readonly minutes: LoadMinute[] = Array.from({ length: HOUR_MINUTES }, () => {
    return { asked: 0, own: 0, refused: 0, tokens: 0, busyUs: 0 };
  });
  asked = 0;
  moved = 0;
  refused = 0;
  withTokens = 0;
  passed: PassedLimit | null = null;
  /** What became of moved ones it turned away: by the model that was asked next, and those with nobody left to ask. */
  readonly next = new Map<string, number>();
  failed = 0;
  readonly #gate: LimitGate;
  readonly #fromUs: number;

  constructor(limits: Limits, fromUs: number) {
    this.#gate = new LimitGate(limits);
    this.#fromUs = fromUs;
  }

  /** Whether it takes a call, which lasts so long if it does. */
  ask(call: RecordedCall, { atUs, durationUs, isMoved }: { atUs: number; durationUs: number; isMoved: boolean }) {
    const minute = this.minutes[Math.floor((atUs - this.#fromUs) / MINUTE_US)];
    const limit = this.#gate.enter(atUs, call.tokens);
    this.asked += 1;
    if (isMoved) this.moved += 1;
    if (call.tokens !== null) this.withTokens += 1;
    if (limit !== null) {
      this.refused += 1;
      this.passed ??= { atUs, limit };
    }
    if (minute) {
      minute.asked += 1;
      if (!isMoved) minute.own += 1;
      minute.tokens += call.tokens ?? 0;
      if (limit === null) minute.busyUs += durationUs;
      else minute.refused += 1;
    }
    return limit === null;
  }

  leave(): void {
    this.#gate.leave();
  }
}
