"use client";

import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useShell } from "@/components/shell/shell-context";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import { compareColumns } from "./compare-columns";
import { COMPARE_METRICS, type CompareMetric, compareStatsQuery } from "./compare-queries";
import { pickModels } from "./pick-models";

const parsers = { metric: parseAsStringLiteral(COMPARE_METRICS).withDefault("duration_ms") };

/** What is compared: every model's numbers of the window, the picked ones, and the metric of the curve. */
export function useCompare() {
  const { query } = useReport();
  const { dimensions } = useShell();
  const [{ metric }, setState] = useQueryStates(parsers, { history: "replace" });
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", compareStatsQuery(query)));
  const picked = useMemo(() => pickModels(query.model, stats.data?.models ?? []), [query.model, stats.data]);
  const columns = useMemo(
    () => compareColumns(picked, { models: stats.data?.models ?? [], known: dimensions.model, query }),
    [picked, stats.data, dimensions.model, query],
  );
  return {
    stats,
    picked,
    columns,
    rows: columns.flatMap(({ stats }) => stats ?? []),
    metric,
    setMetric: (value: CompareMetric) => setState({ metric: value }),
  };
}
