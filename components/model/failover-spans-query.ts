import type { ReportQuery } from "@/components/shell/report-params";
import type { ReadInput } from "@/lib/client/read-types";

/** What breakers are asked by of a report: they know tiers, regions and models alone. */
export function failoverSpansQuery(query: ReportQuery): ReadInput<"/api/v1/failovers/spans"> {
  const { window, from, to, tier, region, model } = query;
  return { window, from, to, tier, region, model };
}
