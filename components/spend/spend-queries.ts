import type { Report, ReportQuery } from "@/components/shell/report-params";
import type { SpendQuery } from "@/lib/client/spend";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";

type SpendReport = Pick<Report, "query" | "tz" | "calendar">;

/** One or two different groupings, whatever an address says. */
export function normalizeGroups(chosen: readonly SpendGroup[]): SpendGroup[] {
  const groups = [...new Set(chosen)].slice(0, 2);
  return groups.length === 0 ? ["model"] : groups;
}

/** The groupings an address names. */
export function groupsOf(text: string | string[] | undefined): SpendGroup[] {
  const names = (Array.isArray(text) ? text[0] : text)?.split(",") ?? [];
  return normalizeGroups(
    SPEND_GROUPS.filter((group) => names.includes(group)).sort((a, b) => names.indexOf(a) - names.indexOf(b)),
  );
}

/** Days as long as they can be told apart, else weeks. */
export function spendInterval(query: ReportQuery): "day" | "week" {
  const { window, from, to } = query;
  const length = window ? windowLengthMs(window) : Date.parse(to ?? "") - Date.parse(from ?? "");
  return length > 100 * DAY_MS ? "week" : "day";
}

/** What every question of Spend is asked over: a month is asked for by its name, so that the server knows what came before. */
export function spendWindow({ query, tz, calendar }: SpendReport): SpendQuery & { tz: string } {
  const { window, from, to, ...filters } = query;
  return { ...filters, tz, ...(calendar ? { window: calendar } : { window, from, to }) };
}

/** The questions of Spend: by group beside the period before, and over time. */
export function spendQueries(report: SpendReport, groups: SpendGroup[]) {
  const asked = spendWindow(report);
  const first = groups[0] ?? "model";
  return {
    table: { ...asked, group_by: groups, interval: "none" as const, compare: "previous" as const },
    bars: { ...asked, group_by: [first], interval: spendInterval(report.query) },
  };
}
