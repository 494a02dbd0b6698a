import { groupBy } from "@/lib/domain/group-by";
import type { KnownCall } from "./known-trace";

/** Calls with one answer's id at the same time; some servers give every answer the same id, so that many may be open. */
type Cluster = { members: KnownCall[]; endUs: number; usageByScope: Map<string, string> };
const OPEN_CLUSTERS_MAX = 64;

/**
 * Calls that report the answer of another one, each with that one: they have the same id and overlap in time. An id alone
 * does not say so, for Ollama draws its ids from 999 numbers and other servers give all answers the same.
 */
export function findRepeatedAnswers(
  calls: readonly KnownCall[],
  wrapping: ReadonlyMap<string, unknown>,
): [inner: string, outer: string][] {
  const byId = groupBy(
    calls.filter(({ responseId }) => responseId !== null),
    ({ responseId }) => responseId,
  );
  return [...byId.values()].flatMap((same) => {
    if (same.length < 2) return [];
    return clustersOf(same).flatMap(({ members }) => {
      const [inner, ...others] = members.toSorted(
        (a, b) =>
          Number(wrapping.has(a.spanId)) - Number(wrapping.has(b.spanId)) ||
          a.endUs - a.startUs - (b.endUs - b.startUs) ||
          (a.spanId < b.spanId ? -1 : 1),
      );
      return others.map((outer): [string, string] => [inner?.spanId ?? outer.spanId, outer.spanId]);
    });
  });
}

function clustersOf(calls: readonly KnownCall[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const call of calls.toSorted((a, b) => a.startUs - b.startUs || (a.spanId < b.spanId ? -1 : 1))) {
    const usage = usageOf(call);
    const cluster = clusters
      .slice(-OPEN_CLUSTERS_MAX)
      .find((each) => isOpen(each, call) && hasSameUsage(each, call.scope, usage));
    if (!cluster) {
      clusters.push({ members: [call], endUs: call.endUs, usageByScope: new Map([[call.scope, usage]]) });
      continue;
    }
    cluster.members.push(call);
    cluster.endUs = Math.max(cluster.endUs, call.endUs);
    cluster.usageByScope.set(call.scope, usage);
  }
  return clusters;
}

function isOpen({ members, endUs }: Cluster, call: KnownCall): boolean {
  return call.startUs < endUs || members.some(({ startUs }) => startUs === call.startUs);
}

/** One instrumentation reports a call once, so that what it reports with other numbers is another call. */
function hasSameUsage({ usageByScope }: Cluster, scope: string, usage: string): boolean {
  return (usageByScope.get(scope) ?? usage) === usage;
}

function usageOf({ record }: KnownCall): string {
  return `${record.input_tokens ?? ""}/${record.output_tokens ?? ""}`;
}
