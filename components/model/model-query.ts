import { barStep } from "@/components/charts/chart-step";
import type { ReportQuery } from "@/components/shell/report-params";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";

/** A report narrowed to one model. */
export function modelQuery(query: ReportQuery, model: string): ReportQuery {
  return { ...query, model: [model] };
}

/** When and where a model failed. */
export function errorsByRegionQuery(query: ReportQuery) {
  return { ...query, metric: "error_rate" as const, by: "region" as const, step: barStep(query) };
}

/** The hourly error rate, over thirty days where the report is shorter than a week: a weekday map needs weeks. */
export function weekHeatQuery(query: ReportQuery, model: string) {
  const { window, from, to, ...filters } = modelQuery(query, model);
  const length = window ? windowLengthMs(window) : Date.parse(to ?? "") - Date.parse(from ?? "");
  const range = length >= 7 * DAY_MS ? { window, from, to } : { window: "30d" as const };
  return { ...range, ...filters, metric: "error_rate" as const, step: "1h" as const };
}
