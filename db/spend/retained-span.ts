import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";

/** The part of a span of which single attempts are retained; nothing of it begins and ends where it ends. */
export function retainedSpan({ from, to }: MinuteSpan, { rawRetainedFrom }: Retention): MinuteSpan {
  return { from: Math.min(Math.max(from, rawRetainedFrom), to), to };
}
