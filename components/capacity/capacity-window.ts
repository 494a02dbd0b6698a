import type { Report } from "@/components/shell/report-params";

/** The window of a report, which capacity has no filters beside. */
export function capacityWindow({ query, tz, calendar }: Pick<Report, "query" | "tz" | "calendar">) {
  const { window, from, to } = query;
  return { tz, ...(calendar ? { window: calendar } : { window, from, to }) };
}
