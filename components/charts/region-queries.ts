import type { ReportQuery } from "@/components/shell/report-params";

/** More regions than a table shows at a glance; the region filter reaches the others. */
const MAX_REGIONS = 12;

/** The regions a report breaks down into: those filtered for, else those seen. */
export function regionsOf(asked: readonly string[], seen: readonly string[]): string[] {
  return [...(asked.length > 0 ? asked : seen)].slice(0, MAX_REGIONS);
}

/** The numbers of some models in one region by itself. */
export function regionQuery(query: ReportQuery, model: string[], region: string) {
  return { ...query, model, region: [region], by: "model" as const };
}
