import type { ReportQuery } from "@/components/shell/report-params";
import type { SpendQuery } from "@/lib/client/spend";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import type { CompareTargets } from "./targets-of";

export const COMPARE_METRICS = ["ttft_ms", "duration_ms", "output_tokens_per_s"] as const;
export type CompareMetric = (typeof COMPARE_METRICS)[number];

/** Whether models are compared in the tier they have in common, unless one is filtered for, or in all of them. */
export const TIER_CHOICES = ["common", "all"] as const;
export type TierChoice = (typeof TIER_CHOICES)[number];

/** What an address may hold of a mix. */
export const MIX_VALUES = [...MIX_DIMENSIONS, "none"] as const;
type MixValue = (typeof MIX_VALUES)[number];

/** Every model's numbers, so that picking another one needs no new answer. */
export function compareStatsQuery(query: ReportQuery) {
  return { ...query, model: [], by: "model" as const };
}

/** How much of each tier's traffic each model answered. */
export function tierTrafficQuery(query: ReportQuery): SpendQuery {
  return { ...query, model: [], tier: [], group_by: ["model", "tier"] };
}

/** The picked models on the same mix of traffic. */
export function comparisonQuery(query: ReportQuery, model: string[], mix: readonly MixDimension[] | null) {
  const values: readonly MixValue[] = mix?.length === 0 ? ["none"] : (mix ?? []);
  return { ...query, model, mix: values };
}

/** The same, with what a primary has to hold. */
export function recommendationQuery(
  query: ReportQuery,
  model: string[],
  { mix, targets }: { mix: readonly MixDimension[] | null; targets: CompareTargets },
) {
  return {
    ...comparisonQuery(query, model, mix),
    max_error_rate: targets.errorRate,
    max_ttft_p99_ms: targets.ttftP99Ms,
  };
}

/** The metric of the curve that an address names. */
export function compareMetric(text: string | string[] | undefined): CompareMetric {
  return COMPARE_METRICS.find((metric) => metric === text) ?? "duration_ms";
}

/** The tier that an address names for a recommendation; null leaves it to the models' traffic. */
export function policyTier(text: string | string[] | undefined): string | null {
  return (typeof text === "string" ? text : text?.[0]) || null;
}

/** The mix that an address names; null where it names none, and the server chooses. */
export function compareMix(values: string | string[] | readonly string[] | null | undefined): MixDimension[] | null {
  const named = typeof values === "string" ? [values] : (values ?? []);
  return named.length === 0 ? null : MIX_DIMENSIONS.filter((name) => named.includes(name));
}
