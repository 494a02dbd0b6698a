"use client";

import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { statsModelsOptions } from "@/lib/client/stats-models";
import { COMPARE_METRICS, type CompareMetric, compareStatsQuery } from "./compare-queries";
import { pickModels } from "./pick-models";

const parsers = { metric: parseAsStringLiteral(COMPARE_METRICS).withDefault("duration_ms") };

/** What is compared: every model's figures of the window, the picked ones, and the metric of the curve. */
export function useCompare() {
  const { query } = useReport();
  const [{ metric }, setState] = useQueryStates(parsers, { history: "replace" });
  const stats = useLiveQuery(statsModelsOptions(compareStatsQuery(query)));
  const picked = useMemo(() => pickModels(query.model, stats.data?.models ?? []), [query.model, stats.data]);
  const rows = useMemo(
    () => picked.flatMap((name) => stats.data?.models.filter(({ model }) => model === name) ?? []),
    [picked, stats.data],
  );
  return {
    stats,
    picked,
    rows,
    metric,
    setMetric: (value: CompareMetric) => setState({ metric: value }),
  };
}
