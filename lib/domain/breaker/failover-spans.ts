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
  /** How often a probe failed and the breaker opened again; null where it began before the window, or nobody knows when. */
  reopened: number | null;
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
      const again = from === "half_open" && to === "open" ? 1 : 0;
      lasting.set(key, { ...known, reopened: known.reopened === null ? null : known.reopened + again });
    } else {
      const { tier, region, model } = place;
      const opened = from === "closed";
      const own = { tier, region, model, fromUs: atUs, toUs: null, reason: opened ? reason : null };
      lasting.set(key, { ...own, reopened: opened && atUs >= fromUs ? 0 : null });
    }
  }
  return [...ended.filter((span) => span.toUs !== null && span.toUs > fromUs), ...lasting.values()].sort(
    (a, b) => a.fromUs - b.fromUs,
  );
}
