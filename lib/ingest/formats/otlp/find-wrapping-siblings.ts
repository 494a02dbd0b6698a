import { groupBy } from "@/lib/domain/group-by";
import type { KnownCall } from "./known-trace";

const MOMENT_US = 20_000;

/**
 * Calls that a framework's callbacks report beside those of the client below it, each with that one: LangChain's are never
 * the active span, so both have the same parent. Of two instrumentations with the same requested model, one without an
 * answer's id holds the other in time (OpenInference 4.1 and Traceloop 0.27 beside the instrumentations of openai), or begins
 * at the same moment (OpenInference 0.2 beside the own spans of Anthropic's SDK 1.14, around its stream helper).
 */
export function findWrappingSiblings(
  calls: readonly KnownCall[],
  wrapping: ReadonlyMap<string, unknown>,
): [inner: string, outer: string][] {
  const siblings = groupBy(calls, ({ parentSpanId, asked }) => `${parentSpanId} ${asked}`);
  return [...siblings.values()].flatMap((all) => {
    if (all.length < 2 || all.every(({ scope }) => scope === all[0]?.scope)) return [];
    const sorted = all.toSorted((a, b) => a.startUs - b.startUs);
    return all.flatMap((outer) => {
      if (outer.responseId !== null || wrapping.has(outer.spanId)) return [];
      return heldBy(outer, sorted).map((inner): [string, string] => [inner.spanId, outer.spanId]);
    });
  });
}

function heldBy(outer: KnownCall, sorted: readonly KnownCall[]): KnownCall[] {
  const held: KnownCall[] = [];
  for (let at = firstFrom(sorted, outer.startUs - MOMENT_US); at < sorted.length; at++) {
    const inner = sorted[at];
    if (!inner || inner.startUs > outer.endUs) break;
    if (inner.scope !== outer.scope && (isWithin(inner, outer) || isAsideOf(inner, outer))) held.push(inner);
  }
  return held;
}

function isWithin(inner: KnownCall, outer: KnownCall): boolean {
  return inner.startUs >= outer.startUs && inner.endUs <= outer.endUs && isLower(inner, outer);
}

/** Whether an answered call began with one without an answer's id, which at most ends a moment later. */
function isAsideOf(inner: KnownCall, outer: KnownCall): boolean {
  const beginsWith = Math.abs(inner.startUs - outer.startUs) <= MOMENT_US;
  return inner.responseId !== null && beginsWith && outer.endUs <= inner.endUs + MOMENT_US;
}

/** Of two that last equally long the one with an answer's id is the lower one, else one and the same of both. */
function isLower(inner: KnownCall, outer: KnownCall): boolean {
  const isShorter = inner.endUs - inner.startUs < outer.endUs - outer.startUs;
  return isShorter || inner.responseId !== null || inner.spanId > outer.spanId;
}

function firstFrom(sorted: readonly KnownCall[], startUs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.startUs ?? 0) < startUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
