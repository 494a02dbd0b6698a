"use client";

import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { statsModelsOptions } from "@/lib/client/stats-models";
import { pickModels } from "./pick-models";

export const COMPARE_METRICS = ["ttft_ms", "duration_ms", "output_tokens_per_s"] as const;

const parsers = { metric: parseAsStringLiteral(COMPARE_METRICS).withDefault("duration_ms") };

/** What is compared: every model's figures of the window, the picked ones, and the metric of the curve. */
export function useCompare() {
  const { query } = useReport();
  const [{ metric }, setState] = useQueryStates(parsers, { history: "replace" });
  // All models are asked for, so that picking another one needs no new answer.
  const stats = useLiveQuery(statsModelsOptions({ ...query, model: [], by: "model" }));
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
    setMetric: (value: (typeof COMPARE_METRICS)[number]) => setState({ metric: value }),
  };
}
