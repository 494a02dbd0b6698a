import type { Tone } from "@/components/ui/tone";
import type { SlaIncident, SlaRow, SlaTotal, UptimeCounts } from "@/lib/contract/sla";
import { formatCount, formatPercent, formatUptime } from "@/lib/domain/format";
import { allowedFailures, type BudgetState, describeBudget, overBudget } from "@/lib/domain/sla/error-budget";
import { DAY_MS } from "@/lib/domain/time/units";
import { okShare } from "@/lib/domain/uptime/uptime";

type SlaDay = SlaRow["days"][number];

export type DayBar = {
  day: string;
  tone: "good" | "warn" | "bad" | "none";
  /** The last day of a window that reaches into the present. */
  filling: boolean;
  /** The whole day in words, for the tip and for a screen reader. */
  text: string;
};

/** A name for a row: model, provider and region. */
export function slaKey({ model, provider, region }: Pick<SlaRow, "model" | "provider" | "region">): string {
  return [model, provider, region].join(" ");
}

/** Each day of a row as a bar: good at the target or better, warn down to ten times its failures, else bad. */
export function prepareDays({ days, target }: Pick<SlaRow, "days" | "target">, asOf: string): DayBar[] {
  return days.map((day, index) => {
    const uptime = okShare(day);
    const filling = index === days.length - 1 && Date.parse(asOf) - Date.parse(day.day) < 2 * DAY_MS;
    return {
      day: day.day,
      tone: toneOf(day, target.availability_percent),
      filling,
      text: describeDay(day, uptime, filling),
    };
  });
}

export const STATE_LABELS: Record<BudgetState, string> = {
  missed: "missed",
  nearly_used: "nearly used",
  met: "met",
  too_few: "too few to rate",
  nothing: "nothing counted",
};

export const STATE_TONES: Record<BudgetState, Tone> = {
  missed: "bad",
  nearly_used: "warn",
  met: "good",
  too_few: "neutral",
  nothing: "neutral",
};

/** What a budget is used for, in attempts and in minutes; null where nothing was counted. */
export function budgetTexts({ counted, budget }: Pick<SlaTotal, "counted" | "budget">) {
  if (budget.state === "nothing") return null;
  const { minutes_down: down, minutes_measured: measured } = counted;
  const isMeasured = down !== null && measured !== null && measured > 0 && budget.allowed_minutes !== null;
  return {
    attempts: describeBudget(counted.failed, budget.allowed),
    minutes: isMeasured ? describeBudget(down, budget.allowed_minutes ?? 0, "min down") : null,
    used: budget.used_share === null ? null : `${formatPercent(budget.used_share, 0)} used`,
  };
}

/** "99.412 % with what is excluded", where something is. */
export function describeRecorded(counted: UptimeCounts, recorded: UptimeCounts): string | null {
  const left = recorded.ok + recorded.failed - counted.ok - counted.failed;
  if (left === 0 && recorded.minutes_measured === counted.minutes_measured) return null;
  return `${formatUptime(recorded.requests, 3)} with ${formatCount(left)} excluded`;
}

export type IncidentRow = SlaIncident & Pick<SlaRow, "model" | "provider" | "region">;

/** Every incident of every row, by its share of the budget: what hurt most first. */
export function incidentRows(
  rows: readonly Pick<SlaRow, "model" | "provider" | "region" | "incidents">[],
): IncidentRow[] {
  return rows
    .flatMap(({ model, provider, region, incidents }) =>
      incidents.map((incident) => ({ ...incident, model, provider, region })),
    )
    .sort((a, b) => Number(a.excluded) - Number(b.excluded) || b.failed - a.failed || b.from.localeCompare(a.from));
}

/** The attempts of an incident that failed. */
export function attemptsHref({ model, region, from, to }: IncidentRow): string {
  const params = new URLSearchParams({ model, region, from, to });
  for (const outcome of ["rate_limited", "server_error", "timeout"]) params.append("outcome", outcome);
  return `/attempts?${params}`;
}

function toneOf({ ok, failed }: SlaDay, availabilityPercent: number): DayBar["tone"] {
  if (ok + failed === 0) return "none";
  const allowed = allowedFailures(ok + failed, availabilityPercent);
  if (overBudget(failed, allowed) <= 0) return "good";
  return overBudget(failed, 10 * allowed) <= 0 ? "warn" : "bad";
}

function describeDay(day: SlaDay, uptime: number | null, filling: boolean): string {
  const excluded = day.excluded === 0 ? "" : `, ${formatCount(day.excluded)} excluded`;
  if (uptime === null) return `${day.day}: nothing counted${excluded}`;
  const minutes =
    day.minutes_measured === null
      ? ""
      : `, ${formatCount(day.minutes_down)} of ${formatCount(day.minutes_measured)} measured minutes down`;
  const coverage = day.coverage === null ? "" : `, coverage ${formatPercent(day.coverage, 0)}`;
  const failed = `${formatCount(day.failed)} of ${formatCount(day.ok + day.failed)} failed`;
  return `${day.day}: ${formatUptime(uptime, 3)}, ${failed}${minutes}${coverage}${excluded}${filling ? ", day not over" : ""}`;
}
