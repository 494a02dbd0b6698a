import { formatInstant } from "@/lib/domain/format";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { Report } from "./report-params";

/** A report's range, filters and zone in one line, for paper: there is no bar to read them from. */
export function describeReport(
  { query, tz, calendar }: Pick<Report, "query" | "tz" | "calendar">,
  filters: readonly ReportDimension[],
): string {
  const { window, from, to } = query;
  const month = { month: "This month, ", last_month: "Last month, " };
  const range = window
    ? `The last ${window.replace(/(?=[hd]$)/, " ")}`
    : `${calendar ? month[calendar] : ""}${formatInstant(from, tz, "minute")} to ${formatInstant(to, tz, "minute")}`;
  const chosen = filters.flatMap((name) => (query[name].length === 0 ? [] : [`${name}: ${query[name].join(", ")}`]));
  return [range, ...(chosen.length === 0 ? ["all traffic"] : chosen), `days and hours in ${tz}`].join(" · ");
}
