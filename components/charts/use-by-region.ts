"use client";

import { useQueries } from "@tanstack/react-query";
import type { ReportQuery } from "@/components/shell/report-params";
import { useShell } from "@/components/shell/shell-context";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import type { StatsModels } from "@/lib/contract/stats";
import type { FrameQuery } from "./chart-frame";
import { regionQuery, regionsOf } from "./region-queries";

export type RegionStats = { region: string; stats: StatsModels };

/** The numbers of the given models in each region by itself; of the page's report unless another query is given. */
export function useByRegion(models: string[], asked?: ReportQuery): FrameQuery<RegionStats[]> {
  const { dimensions } = useShell();
  const report = useReport();
  const query = asked ?? report.query;
  const regions = regionsOf(query.region, dimensions.region);
  return useQueries({
    queries: regions.map((region) => readOptions("/api/v1/stats/models", regionQuery(query, models, region))),
    combine: (results) => ({
      data: results.every(({ data }) => data !== undefined)
        ? results.flatMap(({ data }, at) => (data ? [{ region: regions[at] ?? "", stats: data }] : []))
        : undefined,
      error: results.find(({ error }) => error)?.error ?? null,
      isFetching: results.some(({ isFetching }) => isFetching),
      refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
}
