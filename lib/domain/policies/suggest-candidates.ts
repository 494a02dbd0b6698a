export type Candidates = { primary: string; fallbacks: string[] };
type Suggestible = Candidates & { regions: Readonly<Record<string, Candidates>> };
type Suggestion = { primary: string; fallback: string | null; region: string | null };

/** A policy with another primary and first fallback, of all regions or of one; the other fallbacks stay behind them. */
export function suggestCandidates<Policy extends Suggestible>(
  policy: Policy,
  { region, ...asked }: Suggestion,
): Policy {
  const own = region === null ? policy : (policy.regions[region] ?? policy);
  const first = [asked.fallback].filter((model) => model !== null && model !== asked.primary);
  const others = [own.primary, ...own.fallbacks].filter(
    (model) => model !== "" && model !== asked.primary && model !== asked.fallback,
  );
  const candidates = {
    primary: asked.primary,
    fallbacks: [...first, ...others].flatMap((model) => model ?? []).slice(0, 10),
  };
  return region === null
    ? { ...policy, ...candidates }
    : { ...policy, regions: { ...policy.regions, [region]: { ...policy.regions[region], ...candidates } } };
}
