import type { Report, ReportQuery } from "@/components/shell/report-params";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";

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

/** The three questions of Spend: by group, over time, and what has no price. */
export function spendQueries({ query, tz }: Pick<Report, "query" | "tz">, groups: SpendGroup[]) {
  const first = groups[0] ?? "model";
  const models: SpendGroup[] = ["model", "provider"];
  return {
    table: { ...query, tz, group_by: groups, interval: "none" as const },
    bars: { ...query, tz, group_by: [first], interval: spendInterval(query) },
    coverage: { ...query, tz, group_by: models, interval: "none" as const },
  };
}
