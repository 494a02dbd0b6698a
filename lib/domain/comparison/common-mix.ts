/** How many samples each model has of each stratum. */
export type StratumCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** How many samples of the traffic each model's stand for, where fewer were read of some; one, where it is not named. */
export type Strides = ReadonlyMap<string, number>;

/** Of groups, each of which carries its model's. */
export function stridesOf(groups: readonly { model: string; stride: number }[]): Strides {
  return new Map(groups.map(({ model, stride }) => [model, stride]));
}

export type CommonMix = {
  /** Those compared, in the order given. */
  models: string[];
  /** Those whose traffic has next to nothing in common with the others'. */
  apart: string[];
  /** By stratum, adding up to one; empty where nothing is in common. */
  weights: ReadonlyMap<string, number>;
  /** Which part of the compared models' traffic is of the strata in common; null without any. */
  coverage: number | null;
  /** Strata that some compared model lacks, and their part of the traffic; those with most first. */
  missing: { stratum: string; share: number; lacking: string[] }[];
};

const NO_STRIDES: Strides = new Map();
/** A stratum's own spread needs two samples to be seen. */
export const STRATUM_SAMPLES_MIN = 2;
/** With less in common, figures would be of a corner of the traffic: the model that costs most of it is set apart. */
const COVERAGE_MIN = 0.1;

/**
 * The mix of traffic that models are compared on: the strata that each of them has samples of, in the parts that they have of all
 * their traffic (direct standardisation: Rothman, Modern Epidemiology, 3rd ed., ch. 3).
 *
 * A model that leaves less than a tenth in common is set apart, the one first without which most is in common.
 */
export function commonMix(read: StratumCounts, strides: Strides = NO_STRIDES): CommonMix {
  const counts: Scaled = new Map(
    [...read].map(([model, strata]) => [model, { strata, stride: strides.get(model) ?? 1 }]),
  );
  const apart: string[] = [];
  let models = [...counts].filter(([, { strata }]) => totalOf(strata) > 0).map(([model]) => model);
  for (let have = poolOf(counts, models); models.length > 2 && coverageOf(have, null) < COVERAGE_MIN; ) {
    const rest = models.map((model) => ({ model, coverage: coverageOf(have, counts.get(model) ?? null) }));
    const [best] = rest.sort((a, b) => b.coverage - a.coverage);
    if (!best) break;
    apart.push(best.model);
    models = models.filter((model) => model !== best.model);
    have = poolOf(counts, models);
  }
  return { ...mixOf(counts, models), models, apart };
}

type OwnStrata = { strata: ReadonlyMap<string, number>; stride: number };
type Scaled = ReadonlyMap<string, OwnStrata>;

/** Of each stratum how much traffic models have of it together, and how many of them have samples enough. */
type Pool = { models: number; strata: ReadonlyMap<string, { n: number; having: number }> };

/**
 * The part of the traffic that is of the strata in common, or would be without one of the models: all that choosing whom to set apart
 * needs. Zero without traffic.
 */
function coverageOf({ models, strata }: Pool, without: OwnStrata | null): number {
  const wanted = without === null ? models : models - 1;
  let [all, inCommon] = [0, 0];
  for (const [stratum, { n, having }] of strata) {
    const less = without?.strata.get(stratum) ?? 0;
    const rest = n - less * (without?.stride ?? 1);
    all += rest;
    if (having - (less >= STRATUM_SAMPLES_MIN ? 1 : 0) === wanted) inCommon += rest;
  }
  return all === 0 ? 0 : inCommon / all;
}

function mixOf(counts: Scaled, models: readonly string[]): Pick<CommonMix, "weights" | "coverage" | "missing"> {
  const { strata: pooled } = poolOf(counts, models);
  let all = 0;
  for (const { n } of pooled.values()) all += n;
  const common = new Map<string, number>();
  const missing: CommonMix["missing"] = [];
  for (const [stratum, { n, having }] of pooled) {
    if (having === models.length) common.set(stratum, n);
    else {
      const lacking = models.filter((model) => !isIn(counts.get(model)?.strata, stratum));
      missing.push({ stratum, share: n / all, lacking });
    }
  }
  const inCommon = totalOf(common);
  return {
    weights: new Map([...common].map(([stratum, n]) => [stratum, n / inCommon])),
    coverage: all === 0 ? null : inCommon / all,
    missing: missing.sort((a, b) => b.share - a.share || (a.stratum < b.stratum ? -1 : 1)),
  };
}

function poolOf(counts: Scaled, models: readonly string[]): Pool {
  const strata = new Map<string, { n: number; having: number }>();
  for (const model of models) {
    const own = counts.get(model);
    for (const [stratum, n] of own?.strata ?? []) {
      const having = n >= STRATUM_SAMPLES_MIN ? 1 : 0;
      const known = strata.get(stratum);
      if (known) {
        known.n += n * (own?.stride ?? 1);
        known.having += having;
      } else strata.set(stratum, { n: n * (own?.stride ?? 1), having });
    }
  }
  return { models: models.length, strata };
}

function isIn(strata: ReadonlyMap<string, number> | undefined, stratum: string): boolean {
  return (strata?.get(stratum) ?? 0) >= STRATUM_SAMPLES_MIN;
}

function totalOf(strata: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const n of strata.values()) total += n;
  return total;
}
