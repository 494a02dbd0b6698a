import type { Report } from "@/components/shell/report-params";
import type { StatsModels } from "@/lib/contract/stats";
import { periodBefore } from "./period-before";

type Answered = Pick<StatsModels, "from" | "to" | "as_of">;

/** The question for the numbers of the period before an answer's, under the same filters. */
export function statsBeforeQuery(data: Answered, { query, calendar, tz }: Pick<Report, "query" | "calendar" | "tz">) {
  const { window: _window, from: _from, to: _to, ...filters } = query;
  return { ...filters, ...periodBefore(data, { calendar, tz }), by: "model" as const };
}
