import { commonMix, stridesOf } from "./common-mix";
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
  const kinds = kindsOf(groups);
  const strides = stridesOf(groups);
  let chosen: readonly MixDimension[] = MIX_DIMENSIONS;
  for (const mix of MIXES) {
    chosen = mix;
    const { coverage, apart } = commonMix(countAttempts(kinds, names, mix), strides);
    if (apart.length === 0 && (coverage ?? 1) >= COVERAGE_WANTED) break;
  }
  return { mix: chosen, groups: groups.map((group) => ({ ...group, stratum: coarser(group.stratum, chosen) })) };
}

type Kind = Pick<StratumGroup, "model" | "stratum" | "attempts">;

/** How many attempts each model has of each kind of traffic, whatever the block of time: a tenth of the groups, or fewer. */
function kindsOf(groups: readonly StratumGroup[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { model, stratum, attempts } of groups) {
    const key = `${stratumKey(stratum)} ${model}`;
    const known = kinds.get(key);
    if (known) known.attempts += attempts;
    else kinds.set(key, { model, stratum, attempts });
  }
  return [...kinds.values()];
}

function coarser({ size, hour, region, operation }: Stratum, mix: readonly MixDimension[]): Stratum {
  return {
    size: mix.includes("size") ? size : null,
    hour: mix.includes("hour") ? hour : null,
    region: mix.includes("region") ? region : null,
    operation: mix.includes("operation") ? operation : null,
  };
}

function countAttempts(
  kinds: readonly Kind[],
  names: readonly string[],
  mix: readonly MixDimension[],
): Map<string, Map<string, number>> {
  const counts = new Map(names.map((model) => [model, new Map<string, number>()]));
  for (const { model, stratum, attempts } of kinds) {
    const own = counts.get(model);
    const key = stratumKey(coarser(stratum, mix));
    own?.set(key, (own.get(key) ?? 0) + attempts);
  }
  return counts;
}
