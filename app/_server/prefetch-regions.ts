import type { QueryClient } from "@tanstack/react-query";
import { regionQuery, regionsOf } from "@/components/charts/region-queries";
import type { ReportQuery } from "@/components/shell/report-params";
import { prefetch } from "./prefetch";
import { seenDimensions } from "./seen-dimensions";

/** Puts some models' numbers of each region where the page's own hook finds them. */
export async function prefetchRegions(client: QueryClient, query: ReportQuery, models: string[]): Promise<void> {
  const { region } = await seenDimensions();
  const regions = regionsOf(query.region, region);
  await Promise.all(regions.map((name) => prefetch(client, "/api/v1/stats/models", regionQuery(query, models, name))));
}
