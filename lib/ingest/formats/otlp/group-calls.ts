import { findRepeatedAnswers } from "./find-repeated-answers";
import { findWrappingSiblings } from "./find-wrapping-siblings";
import type { KnownCall, KnownTrace } from "./known-trace";

/**
 * The calls that only report once more what others report, each with those others: calls within it, the same answer from
 * elsewhere, or what it was made of. All that is none of these keys is an attempt.
 */
export type Wrapping = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Which calls of a trace are reported more than once: the innermost counts, whatever order they came in. Calls lie within
 * others by their parents, by the id of the same answer at the same time, or as siblings of two instrumentations.
 */
export function groupCalls({ parents, calls }: Pick<KnownTrace, "parents" | "calls">): Wrapping {
  const wrapping = new Map<string, Set<string>>();
  const add = (outer: string, inner: string) => {
    if (outer === inner) return;
    const within = wrapping.get(outer);
    if (within) within.add(inner);
    else wrapping.set(outer, new Set([inner]));
  };
  for (const [inner, outer] of callsAround(parents, calls)) add(outer, inner);
  for (const [inner, outer] of findRepeatedAnswers([...calls.values()], wrapping)) add(outer, inner);
  for (const [inner, outer] of findWrappingSiblings([...calls.values()], wrapping)) add(outer, inner);
  return wrapping;
}

/** Each call with the nearest call around it. Every link between spans is followed once. */
function callsAround(parents: KnownTrace["parents"], calls: KnownTrace["calls"]): [inner: string, outer: string][] {
  const nearest = new Map<string, string | null>();
  const find = (call: KnownCall): string | null => {
    const passed: string[] = [];
    let at = call.parentSpanId;
    let found: string | null = null;
    while (at !== null) {
      const known = nearest.get(at);
      if (known !== undefined || calls.has(at)) {
        found = calls.has(at) ? at : (known ?? null);
        break;
      }
      passed.push(at);
      // Until something is found there is nothing, which also ends a circle.
      nearest.set(at, null);
      at = parents.get(at) ?? null;
    }
    for (const span of passed) nearest.set(span, found);
    return found;
  };
  return [...calls.values()].flatMap((call) => {
    const outer = find(call);
    return outer === null ? [] : [[call.spanId, outer] as [string, string]];
  });
}
