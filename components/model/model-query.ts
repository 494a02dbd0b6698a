import type { ReportQuery } from "@/components/shell/report-params";
import { windowLengthMs } from "@/lib/domain/time-window";

/** A report narrowed to one model. */
export function modelQuery(query: ReportQuery, model: string): ReportQuery {
  return { ...query, model: [model] };
}

/** The same, over thirty days where the report is shorter than a week: a weekday map needs weeks. */
export function weekQuery(query: ReportQuery, model: string): ReportQuery {
  const { window, from, to, ...filters } = modelQuery(query, model);
  const length = window ? windowLengthMs(window) : Date.parse(to ?? "") - Date.parse(from ?? "");
  return length >= 7 * 86_400_000 ? { window, from, to, ...filters } : { window: "30d", ...filters };
}
