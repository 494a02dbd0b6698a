import { DAY_MS, MINUTE_MS } from "./units";

/** A process and the database may be so far apart, and whatever deletes by a clock still goes on. */
const CLOCKS_APART_MAX_MS = 2 * MINUTE_MS;

/** Retention moves on by at most so many days at once unless somebody confirms it: an ordinary round moves by one. */
const RETENTION_DAYS_AT_ONCE = 3;

const RETENTION_COMMAND = "npm run retention -- --confirm";

export type RetentionDays = { rawDays: number; minuteDays: number };

/** What retention last went by: a day, in ms, by the database's clock, and the settings; each null where that is unknown. */
export type RetentionRun = { dayMs: number | null; rawDays: number | null; minuteDays: number | null };

/** The database's time, and the process's own before it asked and after it was answered. */
export type ReadClocks = { databaseMs: number; askedMs: number; answeredMs: number };

/** Why nothing is deleted by age just now; clocks that disagree cannot be confirmed, since one of them is wrong. */
export type RetentionHold = { reason: string; isConfirmable: boolean };

/**
 * Why nothing may be deleted by age just now, or null where it may.
 *
 * A clock that leapt, and a retention that was cut short by mistake, both show as more days at once than pass between rounds.
 */
export function retentionHold(input: {
  clocks: ReadClocks;
  last: RetentionRun;
  days: RetentionDays;
}): RetentionHold | null {
  const { clocks, last, days } = input;
  const apartMs = clocksApartMs(clocks);
  if (Math.abs(apartMs) > CLOCKS_APART_MAX_MS) return { reason: describeClocks(apartMs), isConfirmable: false };
  const passed = last.dayMs === null ? 0 : Math.floor(clocks.databaseMs / DAY_MS) - last.dayMs / DAY_MS;
  if (passed > RETENTION_DAYS_AT_ONCE) {
    const lastDay = new Date(last.dayMs ?? 0).toISOString().slice(0, 10);
    return confirmable(
      `Retention last ran on ${lastDay}, ${passed.toLocaleString("en")} days ago by the database's clock. If that clock is right, run ${RETENTION_COMMAND}`,
    );
  }
  const cut =
    describeCut("Attempts", last.rawDays, days.rawDays) ?? describeCut("Minutes", last.minuteDays, days.minuteDays);
  return cut === null ? null : confirmable(cut);
}

const confirmable = (reason: string): RetentionHold => ({ reason, isConfirmable: true });

/** How far the database's clock is ahead of the process's, at least: asking takes time. */
function clocksApartMs({ databaseMs, askedMs, answeredMs }: ReadClocks): number {
  if (databaseMs > answeredMs) return databaseMs - answeredMs;
  return Math.min(0, databaseMs - askedMs);
}

function describeClocks(apartMs: number): string {
  const side = apartMs > 0 ? "ahead of" : "behind";
  return `The database's clock is ${describeSpan(Math.abs(apartMs))} ${side} this server's. Set both right: nothing is deleted while they are more than ${describeSpan(CLOCKS_APART_MAX_MS)} apart`;
}

function describeCut(what: string, before: number | null, now: number): string | null {
  if (before === null || before - now <= RETENTION_DAYS_AT_ONCE) return null;
  return `${what} were kept for ${before} days and would now be kept for ${now}. If that is meant, run ${RETENTION_COMMAND}`;
}

function describeSpan(ms: number): string {
  if (ms < 2 * 60 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} minutes`;
  if (ms < 2 * DAY_MS) return `${Math.round(ms / (60 * MINUTE_MS))} hours`;
  return `${Math.round(ms / DAY_MS).toLocaleString("en")} days`;
}
