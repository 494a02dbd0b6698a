import type { BreakerReason, BreakerStatus } from "../../breaker/breaker";

type BreakerPlace = { tier: string; region: string; model: string };

/** A change of a breaker's state, at an instant in epoch µs. */
export type Transition = BreakerPlace & { atUs: number; from: BreakerStatus; to: BreakerStatus; reason: BreakerReason };

/** A half-open span in epoch µs; `toUs` is null where it still lasts. */
type Stretch = { fromUs: number; toUs: number | null };

/** A failover of a model somewhere, from the opening of its breaker to its closing. */
export type FailoverSpan = BreakerPlace &
  Stretch & {
    /** When its breaker was open in the window, oldest first: all else of the window until `toUs` it was half-open and probed. */
    open: readonly Stretch[];
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
      if (known) ended.push({ ...known, toUs: atUs, open: endOpen(known.open, atUs) });
      lasting.delete(key);
    } else if (known) {
      const again = from === "half_open" && to === "open" ? 1 : 0;
      lasting.set(key, {
        ...known,
        reopened: known.reopened === null ? null : known.reopened + again,
        open: to === "open" ? beginOpen(known.open, atUs) : endOpen(known.open, atUs),
      });
    } else {
      const { tier, region, model } = place;
      const opened = from === "closed";
      lasting.set(key, {
        ...{ tier, region, model, fromUs: atUs, toUs: null, reason: opened ? reason : null },
        reopened: opened && atUs >= fromUs ? 0 : null,
        open: to === "open" ? beginOpen([], atUs) : [],
      });
    }
  }
  return [...ended.filter((span) => span.toUs !== null && span.toUs > fromUs), ...lasting.values()]
    .map((span) => ({ ...span, open: openSince(span.open, fromUs) }))
    .sort((a, b) => a.fromUs - b.fromUs);
}

function beginOpen(open: readonly Stretch[], atUs: number): readonly Stretch[] {
  return open.at(-1)?.toUs === null ? open : [...open, { fromUs: atUs, toUs: null }];
}

function endOpen(open: readonly Stretch[], atUs: number): readonly Stretch[] {
  return open.map((one) => (one.toUs === null ? { ...one, toUs: atUs } : one));
}

/** Between the transitions before the window others may be missing, so nothing is said of the time before it. */
function openSince(open: readonly Stretch[], fromUs: number): Stretch[] {
  return open
    .filter(({ toUs }) => toUs === null || toUs > fromUs)
    .map((one) => ({ ...one, fromUs: Math.max(one.fromUs, fromUs) }));
}
