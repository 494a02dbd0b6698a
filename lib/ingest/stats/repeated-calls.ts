import type { Attempt } from "@/lib/contract/attempt";

const LATEST_MAX = 20_000;

type Call = { id: string; startUs: number; endUs: number };

/**
 * Finds calls whose tokens another attempt of the same trace tells too, one enclosing the other in time: a call and the
 * span around it. Remembers a bounded number of the latest.
 */
export class RepeatedCalls {
  readonly #calls = new Map<string, Call>();

  /** Whether this attempt repeats one that came before it. */
  isRepeat({ id, traceId, inputTokens, outputTokens, startedAtUs, durationUs }: Attempt): boolean {
    if (traceId === null || !((inputTokens ?? 0) + (outputTokens ?? 0) > 0)) return false;
    const key = `${traceId} ${inputTokens} ${outputTokens}`;
    const call = { id, startUs: startedAtUs, endUs: startedAtUs + (durationUs ?? 0) };
    const known = this.#calls.get(key);
    if (known && known.id !== id && (encloses(known, call) || encloses(call, known))) return true;
    this.#remember(key, call);
    return false;
  }

  #remember(key: string, call: Call): void {
    this.#calls.delete(key);
    this.#calls.set(key, call);
    if (this.#calls.size <= LATEST_MAX) return;
    const oldest = this.#calls.keys().next();
    if (!oldest.done) this.#calls.delete(oldest.value);
  }
}

function encloses(outer: Call, inner: Call): boolean {
  return outer.startUs <= inner.startUs && inner.endUs <= outer.endUs;
}
