import { createLoader, parseAsBoolean, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { recordOf } from "@/lib/domain/record-of";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import {
  CALENDAR_WINDOWS,
  type CalendarWindow,
  calendarDay,
  calendarMonth,
  DAY_WINDOWS,
  type DayWindow,
} from "@/lib/domain/time/calendar-window";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { isTimeZone, type TimeWindow, WINDOW_NAMES, type WindowName } from "@/lib/domain/time/time-window";
import { type Message, message } from "@/lib/messages/translate";

/** What each filter is called, in the order of the bar. */
export const FILTER_LABELS: Record<ReportDimension, { one: Message; many: Message }> = {
  model: { one: message("Model"), many: message("models") },
  region: { one: message("Region"), many: message("regions") },
  tier: { one: message("Tier"), many: message("tiers") },
  app: { one: message("App"), many: message("apps") },
  provider: { one: message("Provider"), many: message("providers") },
  team: { one: message("Team"), many: message("teams") },
  key: { one: message("Key"), many: message("keys") },
  environment: { one: message("Environment"), many: message("environments") },
  feature: { one: message("Feature"), many: message("features") },
  agent: { one: message("Agent"), many: message("agents") },
  operation: { one: message("Operation"), many: message("operations") },
  stage: { one: message("Stage"), many: message("stages") },
};
// Object.keys forgets which names it was given.
export const FILTER_NAMES = Object.keys(FILTER_LABELS) as ReportDimension[];
/** For pages that have a picker of models of their own. */
export const FILTERS_BESIDE_MODEL = FILTER_NAMES.filter((name) => name !== "model");

const names = parseAsNativeArrayOf(parseAsString);

/** What the URL of every report holds; the names are those of the API. */
export const reportParsers = {
  window: parseAsStringLiteral([...WINDOW_NAMES, ...DAY_WINDOWS, ...CALENDAR_WINDOWS]),
  from: parseAsString,
  to: parseAsString,
  ...recordOf(FILTER_NAMES, () => names),
  tz: parseAsString,
  live: parseAsBoolean,
  /** The range before the first zoom of a chart, while one is zoomed. */
  unzoomed: parseAsString,
};

export const loadReportParams = createLoader(reportParsers);
export type ReportParams = Awaited<ReturnType<typeof loadReportParams>>;

/** The query every read of numbers takes: a window and filters. */
export type ReportQuery = { window?: WindowName; from?: string; to?: string } & Record<ReportDimension, string[]>;

export type Report = {
  query: ReportQuery;
  tz: string;
  /** The calendar month that the query's range is, where one was chosen by name. */
  calendar: CalendarWindow | null;
  /** Likewise the day. */
  day: DayWindow | null;
  /** Whether the screen follows the clock; a fixed range does not. */
  live: boolean;
};

export type ReportDefaults = { window: WindowName; zone: string };

/** A report's filters and zone without its range, for questions about calendar months. */
export function withoutRange({ query, tz }: Pick<Report, "query" | "tz">) {
  const { window: _window, from: _from, to: _to, ...filters } = query;
  return { ...filters, tz };
}

/** Reads a report from its URL; what cannot be understood there falls back to the screen's window and the remembered zone. */
export function reportOf(params: ReportParams, defaults: ReportDefaults, now = new Date()): Report {
  const filters = recordOf(FILTER_NAMES, (name) => params[name]);
  const tz = zoneOf(params, defaults.zone);
  const range = fixedRange(params.from, params.to);
  if (range) return { query: { ...range, ...filters }, tz, calendar: null, day: null, live: false };
  const live = params.live !== false;
  const window = params.window ?? defaults.window;
  const between = ({ from, to }: TimeWindow) => ({ from: isoOf(from), to: isoOf(to), ...filters });
  if (window === "today" || window === "yesterday") {
    const query = between(calendarDay(window, tz, now));
    return { query, tz, calendar: null, day: window, live: live && window === "today" };
  }
  if (window === "month" || window === "last_month") {
    const query = between(calendarMonth(now.getTime(), tz, window === "month" ? 0 : -1));
    return { query, tz, calendar: window, day: null, live: live && window === "month" };
  }
  return { query: { window, ...filters }, tz, calendar: null, day: null, live };
}

/** Whether a report's range goes on with the clock: one by date stands still, but for the day or month that is not over. */
export function movesOn({ query, calendar, day }: Pick<Report, "query" | "calendar" | "day">): boolean {
  return query.window !== undefined || calendar === "month" || day === "today";
}

/** When the day began that now lies in, where an address names its range by the calendar; null for any other, which no midnight moves. */
export function dayBeganAt(
  { window, tz }: Pick<ReportParams, "window" | "tz">,
  zone: string,
  nowMs: number,
): number | null {
  if (![...DAY_WINDOWS, ...CALENDAR_WINDOWS].some((name) => name === window)) return null;
  return calendarDay("today", zoneOf({ tz }, zone), new Date(nowMs)).from.getTime();
}

function zoneOf({ tz }: Pick<ReportParams, "tz">, remembered: string): string {
  return tz && isTimeZone(tz) ? tz : remembered;
}

function isoOf(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}

function fixedRange(from: string | null, to: string | null): { from: string; to: string } | null {
  if (!from || !to) return null;
  const fromUs = parseInstantUs(from);
  const toUs = parseInstantUs(to);
  return fromUs !== null && toUs !== null && fromUs < toUs ? { from, to } : null;
}
