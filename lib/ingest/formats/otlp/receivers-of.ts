import type { Wrapping } from "./group-calls";
import type { KnownCall, KnownTrace } from "./known-trace";

/** Of so many calls within one the first are looked at for whose usage it reports. */
const WITHIN_MAX = 64;

/**
 * The calls within a call down to those that count, of each the one whose usage it reports too: the one with the same
 * tokens, else the last that was answered where none of them has any. Several that have their own leave nothing to it.
 */
export function receiversOf({ calls }: Pick<KnownTrace, "calls">, wrapping: Wrapping): Map<string, KnownCall[]> {
  const receiver = new Map<string, string>();
  const taken = new Set<string>();
  const outers = [...wrapping.keys()].flatMap((id) => calls.get(id) ?? []).toSorted(byStart);
  for (const outer of outers) {
    const within = [...(wrapping.get(outer.spanId) ?? [])]
      .slice(0, WITHIN_MAX)
      .flatMap((id) => calls.get(id) ?? [])
      .toSorted(byStart);
    const chosen = receiverOf(outer, within, taken);
    if (!chosen) continue;
    receiver.set(outer.spanId, chosen.spanId);
    if (within.length > 1) taken.add(chosen.spanId);
  }
  const outersOf = new Map<string, KnownCall[]>();
  const ends = new Map<string, string>();
  // From the inside, so that the nearest is merged first.
  for (const outer of outers.toReversed()) {
    const first = receiver.get(outer.spanId);
    if (first === undefined) continue;
    const last = endOf(first, receiver, ends);
    if (last === null) continue;
    ends.set(outer.spanId, last);
    outersOf.set(last, [...(outersOf.get(last) ?? []), outer]);
  }
  return outersOf;
}

function receiverOf(outer: KnownCall, within: readonly KnownCall[], taken: ReadonlySet<string>): KnownCall | undefined {
  if (within.length === 1) return within[0];
  const free = within.filter(({ spanId }) => !taken.has(spanId));
  const same = free.find((inner) => hasUsage(inner) && hasSameUsage(inner, outer));
  if (same || within.some(hasUsage)) return same;
  const answered = free.filter(({ record }) => record.outcome === "ok");
  return (answered.length > 0 ? answered : free).at(-1);
}

/** Where the pointers end, following each once. */
function endOf(from: string, receiver: ReadonlyMap<string, string>, ends: Map<string, string>): string | null {
  const passed = new Set<string>();
  let at = from;
  while (!passed.has(at)) {
    const known = ends.get(at);
    const next = known ?? receiver.get(at);
    if (next === undefined) {
      for (const each of passed) ends.set(each, at);
      return at;
    }
    passed.add(at);
    at = next;
  }
  return null;
}

function hasUsage({ record }: KnownCall): boolean {
  return record.input_tokens != null || record.output_tokens != null;
}

function hasSameUsage(a: KnownCall, b: KnownCall): boolean {
  return a.record.input_tokens === b.record.input_tokens && a.record.output_tokens === b.record.output_tokens;
}

/** One order of calls: by start, the longer first, and then by id. */
export function byStart(a: KnownCall, b: KnownCall): number {
  return a.startUs - b.startUs || b.endUs - a.endUs || (a.spanId < b.spanId ? -1 : 1);
}
