import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";

/** The part of a span of which single attempts are retained; nothing of it begins and ends where it ends. */
export function retainedSpan(span: MinuteSpan, { rawRetainedFrom }: Retention): MinuteSpan {
  return since(span, rawRetainedFrom);
}

/** The part of a span of which sums know what is estimated, matched, wasted and unpriced. */
export function knownSpan(span: MinuteSpan, { partsKnownFrom }: Retention): MinuteSpan {
  return partsKnownFrom === undefined ? span : since(span, partsKnownFrom);
}

function since({ from, to }: MinuteSpan, minute: number): MinuteSpan {
  return { from: Math.min(Math.max(from, minute), to), to };
}
