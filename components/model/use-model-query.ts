"use client";

import { useMemo } from "react";
import type { ReportQuery } from "@/components/shell/report-params";
import { useReport } from "@/components/shell/use-report";
import { modelQuery } from "./model-query";

/** The report's query for one model, whatever models the URL filters for elsewhere. */
export function useModelQuery(model: string): ReportQuery {
  const { query } = useReport();
  return useMemo(() => modelQuery(query, model), [query, model]);
}
