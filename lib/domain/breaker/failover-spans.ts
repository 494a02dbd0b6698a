import type { BreakerReason, BreakerStatus } from "../../breaker/breaker";

type BreakerPlace = { tier: string; region: string; model: string };

/** A change of a breaker's state, at an instant in epoch µs. */
export type Transition = BreakerPlace & { atUs: number; from: BreakerStatus; to: BreakerStatus; reason: BreakerReason };

/** A time in which a model was out of rotation somewhere: open or half-open. */
export type FailoverSpan = BreakerPlace & {
  /** Epoch µs, half-open; `toUs` is null where it still lasts. */
  fromUs: number;
  toUs: number | null;
  /** Why it began; null where that is not known any more. */
  reason: BreakerReason | null;
  /** How often a probe failed and the breaker opened again. */
  reopened: number;
};

type Window = { fromUs: number; toUs: number };

/**
 * When breakers were not closed in a half-open window, from their transitions in the order of time, oldest first.
 *
 * Transitions before the window say which spans reach into it, and are not cut off: a span begins where its breaker opened. One
 * whose opening is not among them begins with the first transition that is.
 */
export function failoverSpans(transitions: readonly Transition[], { fromUs, toUs }: Window): FailoverSpan[] {
  const lasting = new Map<string, FailoverSpan>();
  const ended: FailoverSpan[] = [];
  for (const { atUs, from, to, reason, ...place } of transitions) {
    if (atUs >= toUs) break;
    const key = JSON.stringify([place.tier, place.region, place.model]);
    const known = lasting.get(key);
    if (to === "closed") {
      if (known) ended.push({ ...known, toUs: atUs });
      lasting.delete(key);
    } else if (known) {
      lasting.set(key, { ...known, reopened: known.reopened + (from === "half_open" && to === "open" ? 1 : 0) });
    } else {
      const { tier, region, model } = place;
      const own = { tier, region, model, fromUs: atUs, toUs: null, reopened: 0 };
      lasting.set(key, { ...own, reason: from === "closed" ? reason : null });
    }
  }
  return [...ended.filter((span) => span.toUs !== null && span.toUs > fromUs), ...lasting.values()].sort(
    (a, b) => a.fromUs - b.fromUs,
  );
}
