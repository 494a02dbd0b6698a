"use client";

import { useMemo } from "react";
import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import { message } from "@/lib/messages/translate";
import { failoverSpansQuery } from "./failover-spans-query";
import { type FailoverPlotSpan, prepareFailoverSpans } from "./prepare-failover-spans";

/** What the spans of a chart are called in its table. */
export const SPANS_LABEL = message("Failed over");

/** The failovers of the models of a report, for a chart that ends at an instant; undefined while it is not known. */
export function useFailoverSpans(query: ReportQuery): (toMs: number) => FailoverPlotSpan[] | undefined {
  const { tz } = useReport();
  const { data } = useLiveQuery(readOptions("/api/v1/failovers/spans", failoverSpansQuery(query)));
  return useMemo(() => (toMs) => data && prepareFailoverSpans(data.spans, tz, toMs), [data, tz]);
}
