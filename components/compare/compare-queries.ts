import type { ReportQuery } from "@/components/shell/report-params";

export const COMPARE_METRICS = ["ttft_ms", "duration_ms", "output_tokens_per_s"] as const;
export type CompareMetric = (typeof COMPARE_METRICS)[number];

/** Every model's numbers, so that picking another one needs no new answer. */
export function compareStatsQuery(query: ReportQuery) {
  return { ...query, model: [], by: "model" as const };
}

/** The metric of the curve that an address names. */
export function compareMetric(text: string | string[] | undefined): CompareMetric {
  return COMPARE_METRICS.find((metric) => metric === text) ?? "duration_ms";
}
