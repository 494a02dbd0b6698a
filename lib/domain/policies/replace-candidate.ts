import type { Candidates } from "./suggest-candidates";

type Replaceable = Candidates & { regions: Readonly<Record<string, Candidates>> };
export type Replacement = { model: string; successor: string; region: string | null };

/** A policy with a successor in the place of a model, in the tier's own list or in a region's; the others stay in their order. */
export function replaceCandidate<Policy extends Replaceable>(policy: Policy, replacement: Replacement): Policy {
  const { region } = replacement;
  if (region === null) return { ...policy, ...replaced(policy, replacement) };
  const own = policy.regions[region];
  if (own === undefined) return policy;
  return { ...policy, regions: { ...policy.regions, [region]: { ...own, ...replaced(own, replacement) } } };
}

function replaced(own: Candidates, { model, successor }: Replacement): Candidates {
  const models = [own.primary, ...own.fallbacks];
  if (!models.includes(model)) return { primary: own.primary, fallbacks: own.fallbacks };
  const [primary = successor, ...fallbacks] = new Set(models.map((name) => (name === model ? successor : name)));
  return { primary, fallbacks };
}
