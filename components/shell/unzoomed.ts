import { CALENDAR_WINDOWS, DAY_WINDOWS } from "@/lib/domain/time/calendar-window";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { WINDOW_NAMES } from "@/lib/domain/time/time-window";
import type { Report, ReportParams } from "./report-params";

type Range = Pick<ReportParams, "window" | "from" | "to">;

/** The range of a report in one text, as an address holds it while charts are zoomed. */
export function unzoomedText({ query, calendar, day }: Pick<Report, "query" | "calendar" | "day">): string {
  return query.window ?? calendar ?? day ?? `${query.from}/${query.to}`;
}

/** The range that such a text names; null where it is none. */
export function parseUnzoomed(text: string | null): Range | null {
  if (text === null) return null;
  const window = [...WINDOW_NAMES, ...DAY_WINDOWS, ...CALENDAR_WINDOWS].find((name) => name === text);
  if (window) return { window, from: null, to: null };
  const [from, to, ...rest] = text.split("/");
  const [fromUs, toUs] = [parseInstantUs(from ?? ""), parseInstantUs(to ?? "")];
  if (rest.length > 0 || from === undefined || to === undefined) return null;
  return fromUs !== null && toUs !== null && fromUs < toUs ? { window: null, from, to } : null;
}
