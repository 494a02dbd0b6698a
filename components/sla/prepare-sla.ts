import type { Tone } from "@/components/ui/tone";
import type { Sla, SlaIncident, SlaRow, SlaTotal, UptimeCounts } from "@/lib/contract/sla";
import { formatCount, formatPercent, formatUptime } from "@/lib/domain/format";
import { allowedFailures, type BudgetState, describeBudget, overBudget } from "@/lib/domain/sla/error-budget";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { localDate } from "@/lib/domain/time/time-zone";
import { okShare } from "@/lib/domain/uptime/uptime";
import { type Message, message, t } from "@/lib/messages/translate";

type SlaDay = SlaRow["days"][number];

export type DayBar = {
  day: string;
  tone: "good" | "warn" | "bad" | "none";
  /** Whether the day is not over. */
  filling: boolean;
  /** The whole day in words, for the tip and for a screen reader. */
  text: string;
};

/** A name for a row: model, provider and region. */
export function slaKey({ model, provider, region }: Pick<SlaRow, "model" | "provider" | "region">): string {
  return [model, provider, region].join(" ");
}

/**
 * Each day of a row as a bar: good at the target or better, warn down to ten times its failures, else bad. The day of `as_of`
 * in the zone is not over.
 */
export function prepareDays(
  { days, target }: Pick<SlaRow, "days" | "target">,
  { as_of, tz }: Pick<Sla, "as_of" | "tz">,
): DayBar[] {
  const today = dateText(localDate(Date.parse(as_of), tz));
  return days.map((day) => {
    const uptime = okShare(day);
    const filling = day.day === today;
    return {
      day: day.day,
      tone: toneOf(day, target.availability_percent),
      filling,
      text: describeDay(day, uptime, filling),
    };
  });
}

export const STATE_LABELS: Record<BudgetState, Message> = {
  missed: message("missed"),
  nearly_used: message("nearly used"),
  met: message("met"),
  too_few: message("too few to rate"),
  nothing: message("nothing counted"),
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
    minutes: isMeasured ? describeBudget(down, budget.allowed_minutes ?? 0, t("min down")) : null,
    used: budget.used_share === null ? null : t("{share} used", { share: formatPercent(budget.used_share, 0) }),
  };
}

/** "99.412 % with what is excluded", where something is. */
export function describeRecorded(counted: UptimeCounts, recorded: UptimeCounts): string | null {
  const left = recorded.ok + recorded.failed - counted.ok - counted.failed;
  if (left === 0 && recorded.minutes_measured === counted.minutes_measured) return null;
  return t("{uptime} with {count} excluded", {
    uptime: formatUptime(recorded.requests, 3),
    count: formatCount(left),
  });
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
  const excluded = day.excluded === 0 ? "none" : formatCount(day.excluded);
  if (uptime === null) {
    const values = { day: day.day, excluded };
    return t("{day}: nothing counted{excluded, select, none {} other {, {excluded} excluded}}", values);
  }
  return t(
    "{day}: {uptime}, {failed} of {total} failed{measured, select, none {} other {, {down} of {measured} measured minutes down}}{coverage, select, none {} other {, coverage {coverage}}}{excluded, select, none {} other {, {excluded} excluded}}{filling, select, true {, day not over} other {}}",
    {
      ...{ day: day.day, uptime: formatUptime(uptime, 3) },
      ...{ failed: formatCount(day.failed), total: formatCount(day.ok + day.failed) },
      measured: day.minutes_measured === null ? "none" : formatCount(day.minutes_measured),
      down: formatCount(day.minutes_down),
      coverage: day.coverage === null ? "none" : formatPercent(day.coverage, 0),
      ...{ excluded, filling: String(filling) },
    },
  );
}
