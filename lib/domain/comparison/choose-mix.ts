import { commonMix, type Strides } from "./common-mix";
import { coarser, MIX_DIMENSIONS, type MixDimension, type Stratum, stratumKey } from "./mix";

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

/** How many attempts a model has of one kind of traffic, told apart by all dimensions. */
export type Kind = { model: string; stratum: Stratum; attempts: number };

type KindsInput = { kinds: readonly Kind[]; names: readonly string[]; strides: Strides };

/** The finest mix of which the models named have at least half of their attempts in common, else the coarsest. */
export function chooseMix({ kinds, names, strides }: KindsInput): readonly MixDimension[] {
  let chosen: readonly MixDimension[] = MIX_DIMENSIONS;
  for (const mix of MIXES) {
    chosen = mix;
    const { coverage, apart } = commonMix(countAttempts(kinds, names, mix), strides);
    if (apart.length === 0 && (coverage ?? 1) >= COVERAGE_WANTED) break;
  }
  return chosen;
}

function countAttempts(
  kinds: readonly Kind[],
  names: readonly string[],
  mix: readonly MixDimension[],
): Map<string, Map<string, number>> {
  const counts = new Map(names.map((model) => [model, new Map<string, number>()]));
  const keys = new Map<Stratum, string>();
  const keyOf = (stratum: Stratum) => {
    const key = keys.get(stratum) ?? stratumKey(coarser(stratum, mix));
    keys.set(stratum, key);
    return key;
  };
  for (const { model, stratum, attempts } of kinds) {
    const own = counts.get(model);
    const key = keyOf(stratum);
    own?.set(key, (own.get(key) ?? 0) + attempts);
  }
  return counts;
}
