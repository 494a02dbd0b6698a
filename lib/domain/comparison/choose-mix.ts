import { commonMix } from "./common-mix";
import { MIX_DIMENSIONS, type MixDimension, type Stratum, stratumKey } from "./mix";
import type { StratumGroup } from "./standardize";

/**
 * From the finest on. What is left out first says least of how hard a request is; operations stay, since a second of speech and
 * a page of text are not to be taken for each other.
 */
const MIXES: readonly (readonly MixDimension[])[] = [
  MIX_DIMENSIONS,
  ["size", "region", "operation"],
  ["size", "operation"],
  ["operation"],
];

/** With less in common, figures would be of a corner of the traffic. */
const COVERAGE_WANTED = 0.5;

/** The finest mix of which the models have at least half of their attempts in common, else the coarsest; and the groups by it. */
export function chooseMix(
  groups: readonly StratumGroup[],
  names: readonly string[],
): { mix: readonly MixDimension[]; groups: StratumGroup[] } {
  let chosen: { mix: readonly MixDimension[]; groups: StratumGroup[] } = { mix: MIX_DIMENSIONS, groups: [...groups] };
  for (const mix of MIXES) {
    chosen = { mix, groups: groups.map((group) => ({ ...group, stratum: coarser(group.stratum, mix) })) };
    const { coverage, apart } = commonMix(countAttempts(chosen.groups, names));
    if (apart.length === 0 && (coverage ?? 1) >= COVERAGE_WANTED) break;
  }
  return chosen;
}

function coarser({ size, hour, region, operation }: Stratum, mix: readonly MixDimension[]): Stratum {
  return {
    size: mix.includes("size") ? size : null,
    hour: mix.includes("hour") ? hour : null,
    region: mix.includes("region") ? region : null,
    operation: mix.includes("operation") ? operation : null,
  };
}

function countAttempts(groups: readonly StratumGroup[], names: readonly string[]): Map<string, Map<string, number>> {
  const counts = new Map(names.map((model) => [model, new Map<string, number>()]));
  for (const { model, stratum, attempts } of groups) {
    const own = counts.get(model);
    const key = stratumKey(stratum);
    own?.set(key, (own.get(key) ?? 0) + attempts);
  }
  return counts;
}
