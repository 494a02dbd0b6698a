import { t } from "@/lib/messages/translate";
import { SIZE_CLASS_LABELS } from "../backtest/size-class";
import type { CommonMix } from "./common-mix";
import { MIX_DIMENSIONS, type MixDimension, type Stratum, stratumKey } from "./mix";
import type { StratumGroup } from "./standardize";

export type MixWeights = {
  dimension: MixDimension;
  /** In the order of the dimension: what each weighs in the common mix, and its part of each model's own attempts. */
  values: { value: string; weight: number; models: Record<string, number> }[];
};

/** What each value of each dimension weighs in a mix, beside what it is of every model's own traffic. */
export function describeMix(
  groups: readonly StratumGroup[],
  { weights }: CommonMix,
  by: readonly MixDimension[],
): MixWeights[] {
  const attempts = new Map<string, number>();
  for (const group of groups) attempts.set(group.model, (attempts.get(group.model) ?? 0) + group.attempts);
  const strata = new Map(groups.map(({ stratum }) => [stratumKey(stratum), stratum]));
  return MIX_DIMENSIONS.filter((dimension) => by.includes(dimension)).map((dimension) => {
    const values = new Map<string | number, { weight: number; models: Record<string, number> }>();
    const at = (stratum: Stratum) => {
      const value = stratum[dimension] ?? "";
      const known = values.get(value) ?? { weight: 0, models: {} };
      values.set(value, known);
      return known;
    };
    for (const [key, weight] of weights) {
      const stratum = strata.get(key);
      if (stratum) at(stratum).weight += weight;
    }
    for (const { model, stratum, attempts: own } of groups) {
      const { models } = at(stratum);
      models[model] = (models[model] ?? 0) + own / (attempts.get(model) ?? 1);
    }
    return {
      dimension,
      values: [...values]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([value, { weight, models }]) => ({
          value: describeValue(dimension, value),
          // Sums of fractions: all of it may be a little more than one.
          weight: Math.min(1, weight),
          models: Object.fromEntries(Object.entries(models).map(([model, share]) => [model, Math.min(1, share)])),
        })),
    };
  });
}

function describeValue(dimension: MixDimension, value: string | number): string {
  if (typeof value === "string") return value;
  if (dimension !== "size") return `${String(value).padStart(2, "0")}:00 UTC`;
  const label = SIZE_CLASS_LABELS[value];
  return label ? t(label) : "";
}
