/** How many samples each model has of each stratum. */
export type StratumCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

export type CommonMix = {
  /** Those compared, in the order given. */
  models: string[];
  /** Those whose traffic has next to nothing in common with the others'. */
  apart: string[];
  /** By stratum, adding up to one; empty where nothing is in common. */
  weights: ReadonlyMap<string, number>;
  /** Which part of the compared models' samples is of the strata in common; null without any. */
  coverage: number | null;
  /** Strata that some compared model lacks, and their part of the samples; those with most first. */
  missing: { stratum: string; share: number; lacking: string[] }[];
};

/** A stratum's own spread needs two samples to be seen. */
export const STRATUM_SAMPLES_MIN = 2;
/** With less in common, figures would be of a corner of the traffic: the model that costs most of it is set apart. */
const COVERAGE_MIN = 0.1;

/**
 * The mix of traffic that models are compared on: the strata that each of them has samples of, in the parts that they have of all
 * their samples (direct standardisation: Rothman, Modern Epidemiology, 3rd ed., ch. 3).
 *
 * A model that leaves less than a tenth in common is set apart, the one first without which most is in common.
 */
export function commonMix(counts: StratumCounts): CommonMix {
  const apart: string[] = [];
  let models = [...counts].filter(([, strata]) => totalOf(strata) > 0).map(([model]) => model);
  for (let coverage = coverageOf(counts, models); models.length > 2 && (coverage ?? 0) < COVERAGE_MIN; ) {
    const rest = models.map((model) => ({ model, coverage: coverageOf(counts, without(models, model)) }));
    const [best] = rest.sort((a, b) => (b.coverage ?? 0) - (a.coverage ?? 0));
    if (!best) break;
    apart.push(best.model);
    models = without(models, best.model);
    coverage = best.coverage;
  }
  return { ...mixOf(counts, models), models, apart };
}

/** The part of the samples that is of the strata in common: all that choosing whom to set apart needs. */
function coverageOf(counts: StratumCounts, models: readonly string[]): number | null {
  const pooled = poolOf(counts, models);
  const own = models.map((model) => counts.get(model));
  let inCommon = 0;
  for (const [stratum, n] of pooled) if (own.every((strata) => isIn(strata, stratum))) inCommon += n;
  const all = totalOf(pooled);
  return all === 0 ? null : inCommon / all;
}

function mixOf(counts: StratumCounts, models: readonly string[]): Pick<CommonMix, "weights" | "coverage" | "missing"> {
  const pooled = poolOf(counts, models);
  const all = totalOf(pooled);
  const common = new Map<string, number>();
  const missing: CommonMix["missing"] = [];
  for (const [stratum, n] of pooled) {
    const lacking = models.filter((model) => !isIn(counts.get(model), stratum));
    if (lacking.length === 0) common.set(stratum, n);
    else missing.push({ stratum, share: n / all, lacking });
  }
  const inCommon = totalOf(common);
  return {
    weights: new Map([...common].map(([stratum, n]) => [stratum, n / inCommon])),
    coverage: all === 0 ? null : inCommon / all,
    missing: missing.sort((a, b) => b.share - a.share || (a.stratum < b.stratum ? -1 : 1)),
  };
}

function poolOf(counts: StratumCounts, models: readonly string[]): Map<string, number> {
  const pooled = new Map<string, number>();
  for (const model of models) {
    for (const [stratum, n] of counts.get(model) ?? []) pooled.set(stratum, (pooled.get(stratum) ?? 0) + n);
  }
  return pooled;
}

function isIn(strata: ReadonlyMap<string, number> | undefined, stratum: string): boolean {
  return (strata?.get(stratum) ?? 0) >= STRATUM_SAMPLES_MIN;
}

function totalOf(strata: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const n of strata.values()) total += n;
  return total;
}

function without(models: readonly string[], model: string): string[] {
  return models.filter((one) => one !== model);
}
