"use client";

import { useMemo } from "react";
import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { readOptions } from "@/lib/client/read-options";
import { plotMarkOf } from "./mark-kinds";
import type { PlotMark } from "./plot-types";

/** What of a report, or of a chart with a time of its own, decides what is marked on it. */
export type MarksQuery = Pick<
  Partial<ReportQuery>,
  "window" | "from" | "to" | "model" | "provider" | "region" | "tier"
>;

export type MarkList = { marks: PlotMark[]; truncated: boolean };

const NONE: MarkList = { marks: [], truncated: false };

/** What happened in a window that may explain its charts, and whether it is all; nothing where nothing is asked. */
export function useMarkList(query: MarksQuery | null): MarkList {
  const { window, from, to, model = [], provider = [], region = [], tier = [] } = query ?? {};
  const { data } = useLiveQuery({
    ...readOptions("/api/v1/marks", { window, from, to, model, provider, region, tier }),
    enabled: query !== null,
  });
  const isAsked = query !== null;
  return useMemo(
    () => (data && isAsked ? { marks: data.marks.map(plotMarkOf), truncated: data.truncated } : NONE),
    [data, isAsked],
  );
}
