import { AppError } from "@/lib/contract/error";
import { compareLanes } from "@/lib/harness/compare-lanes";
import { type Lane, lanesOf, type Plan } from "@/lib/harness/plan";
import type { Result } from "@/lib/harness/result";
import { laneName, type NamedComparison } from "./harness-report";

type Run = { plan: Plan; results: readonly Result[] };

/** Every other model of a run compared to its first, each within its region. */
export function compareToFirst(plan: Plan, results: readonly Result[]): NamedComparison[] {
  return lanesOf(plan).flatMap((lane) => {
    const first = { ...lane, model: plan.models[0] ?? lane.model };
    if (lane.model === first.model) return [];
    const comparison = compareLanes(resultsOf(results, first), resultsOf(results, lane));
    return [{ first: laneName(first), second: laneName(lane), comparison }];
  });
}

/**
 * What two runs have in common, the second compared to the first: every model in its region, by the prompts that are the same in both.
 *
 * Throws INVALID where they have no model or no prompt in common.
 */
export function compareRuns(
  [first, second]: readonly [string, string],
  [before, after]: readonly Run[],
): NamedComparison[] {
  if (!before || !after) throw new RangeError("Two runs are compared");
  const known = new Map(before.plan.prompts.map(({ id, ...asked }) => [id, JSON.stringify(asked)]));
  const same = new Set(
    after.plan.prompts.flatMap(({ id, ...asked }) => (known.get(id) === JSON.stringify(asked) ? [id] : [])),
  );
  if (same.size === 0) throw new AppError("INVALID", `${first} and ${second} have no prompt in common`);
  const lanes = lanesOf(after.plan).filter((lane) => lanesOf(before.plan).some((other) => isSame(lane, other)));
  if (lanes.length === 0) throw new AppError("INVALID", `${first} and ${second} have no model and region in common`);
  return lanes.map((lane) => {
    const [those, these] = [before, after].map(({ results }) =>
      resultsOf(results, lane).filter(({ prompt }) => same.has(prompt)),
    );
    const name = laneName(lane);
    return {
      ...{ first: `${name} of ${first}`, second: `${name} of ${second}` },
      comparison: compareLanes(those ?? [], these ?? []),
    };
  });
}

function resultsOf(results: readonly Result[], lane: Lane): Result[] {
  return results.filter((result) => isSame(result, lane));
}

function isSame(a: Lane, b: Lane): boolean {
  return a.model === b.model && a.region === b.region;
}
