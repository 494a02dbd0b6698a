import type { SeriesGroup, SeriesMetric } from "@/lib/contract/series";
import type { Step } from "@/lib/domain/time/time-window";
import { type Live, type ReadQuery, readOptions } from "./read-options";

export type SeriesQuery = ReadQuery & {
  metric: SeriesMetric;
  step?: Step | "auto" | undefined;
  by?: SeriesGroup | undefined;
};

/** One metric over time, a line per group. */
export function seriesOptions(query: SeriesQuery, live?: Live) {
  return readOptions("/api/v1/stats/series", query, loadSeriesSchema, live);
}

const loadSeriesSchema = () => import("@/lib/contract/series").then((contract) => contract.seriesSchema);
