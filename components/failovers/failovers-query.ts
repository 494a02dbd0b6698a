import type { ReportQuery } from "@/components/shell/report-params";
import type { ReadInput } from "@/lib/client/read-types";

export const FAILOVERS_AT_FIRST = 100;
export const FAILOVERS_AT_MOST = 500;

/** What the list of transitions asks for under a report's range and filters. */
export function failoversQuery(query: ReportQuery, limit = FAILOVERS_AT_FIRST): ReadInput<"/api/v1/failovers"> {
  const { window, from, to, tier, region, model } = query;
  return { window, from, to, tier, region, model, limit };
}
