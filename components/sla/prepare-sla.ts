import type { ModelUptime, Uptime, UptimeDay } from "@/lib/contract/uptime";
import { formatCount, formatPercent, formatUptime } from "@/lib/domain/format";
import { DAY_MS } from "@/lib/domain/time/units";

export const SLA_TARGET = 0.999;

export type SlaDay = {
  day: string;
  tone: "good" | "warn" | "bad" | "none";
  /** The last day of a window that reaches into the present. */
  filling: boolean;
  /** The whole day in words, for the tip, the list and the table. */
  text: string;
};

export type SlaBudget = {
  allowed: number;
  used: number;
  /** Share of the allowed failures that is used; above 1 the target is missed. Null without judged requests. */
  usedShare: number | null;
  text: string;
  /** Too few requests for the target to allow even one failure: neither met nor missed can be said. */
  tooFew: boolean;
};

/** A name for a row: model, provider and, where rows are regions, the region. */
export function slaKey(row: ModelUptime): string {
  return [row.model, row.provider, row.region ?? ""].join(" ");
}

/** Each day of a row as a bar: good at the target or better, warn down to ten times its failures, else bad. */
export function prepareDays(row: ModelUptime, asOf: string, target = SLA_TARGET): SlaDay[] {
  return row.days.map((day, index) => {
    const judged = day.ok + day.failed;
    const uptime = judged === 0 ? null : day.ok / judged;
    const filling = index === row.days.length - 1 && isRecent(day, asOf);
    return { day: day.day, tone: toneOf(uptime, target), filling, text: describeDay(day, uptime, filling) };
  });
}

/** How much of the failures that the target allows is used, in numbers and in words. */
export function slaBudget(row: Pick<ModelUptime, "ok" | "failed">, target = SLA_TARGET): SlaBudget {
  const judged = row.ok + row.failed;
  // Rounded at nine digits because 0.001 of 3,000 is 2.9999999999999996 in binary.
  const allowed = Math.floor(Number((judged * (1 - target)).toFixed(9)));
  if (judged === 0) return { allowed: 0, used: 0, usedShare: null, text: "Nothing was counted", tooFew: true };
  const usedShare = row.failed / (judged * (1 - target));
  if (allowed === 0) {
    const text = `${formatCount(row.failed)} failed; the target allows less than one of ${formatCount(judged)}`;
    return { allowed, used: row.failed, usedShare, text, tooFew: true };
  }
  const left = allowed - row.failed;
  const text =
    left >= 0
      ? `${formatCount(left)} of ${formatCount(allowed)} allowed failures left`
      : `${formatCount(-left)} failures over the ${formatCount(allowed)} allowed`;
  return { allowed, used: row.failed, usedShare, text, tooFew: false };
}

/** The window's rows, the worst first; rows with too few requests to judge last. */
export function sortSla(uptime: Uptime): ModelUptime[] {
  const rank = (row: ModelUptime) => (slaBudget(row).tooFew ? 1 : 0);
  return uptime.models.toSorted(
    (a, b) => rank(a) - rank(b) || (a.requests ?? 2) - (b.requests ?? 2) || slaKey(a).localeCompare(slaKey(b)),
  );
}

function toneOf(uptime: number | null, target: number): SlaDay["tone"] {
  if (uptime === null) return "none";
  if (uptime >= target) return "good";
  return 1 - uptime <= (1 - target) * 10 ? "warn" : "bad";
}

function describeDay(day: UptimeDay, uptime: number | null, filling: boolean): string {
  if (uptime === null) return `${day.day}: no traffic`;
  const minutes =
    day.minutes_measured === null
      ? ""
      : `, ${formatCount(day.minutes_down)} of ${formatCount(day.minutes_measured)} measured minutes down`;
  const coverage = day.coverage === null ? "" : `, coverage ${formatPercent(day.coverage, 0)}`;
  const failed = `${formatCount(day.failed)} of ${formatCount(day.ok + day.failed)} failed`;
  return `${day.day}: ${formatUptime(uptime, 3)}, ${failed}${minutes}${coverage}${filling ? ", day not over" : ""}`;
}

function isRecent(day: UptimeDay, asOf: string): boolean {
  return Date.parse(asOf) - Date.parse(day.day) < 2 * DAY_MS;
}
