"use client";

import { describeChange } from "@/components/detections/describe-detection";
import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { readOptions } from "@/lib/client/read-options";
import type { Mark } from "@/lib/contract/marks";
import type { PlotMark } from "./plot-types";

/** What happened in a report's window that may explain its charts. */
export function useMarks({ window, from, to, model, region, tier }: ReportQuery): PlotMark[] {
  const { data } = useLiveQuery(readOptions("/api/v1/marks", { window, from, to, model, region, tier }));
  return data?.marks.map((mark) => ({ at: Date.parse(mark.at), label: describeMark(mark) })) ?? [];
}

function describeMark(mark: Mark): string {
  if (mark.kind === "policy") return `Policy of ${mark.tier}: version ${mark.version} published`;
  if (mark.kind === "price") return `Price of ${mark.model} at ${mark.provider} changed`;
  if (mark.kind === "failover") {
    return `Failover: ${mark.model} in ${mark.region} (${mark.tier}) ${mark.from} → ${mark.to}`;
  }
  const what = mark.kind === "regression" ? "slower" : "answers differently";
  return `${mark.model} in ${mark.region} ${what}${mark.measure ? `: ${describeChange(mark.measure, mark.ratio)}` : ""}`;
}
