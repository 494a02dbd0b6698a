import { createLoader, parseAsBoolean, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { isTimeZone, WINDOW_NAMES, type WindowName } from "@/lib/domain/time/time-window";

export const FILTER_NAMES = ["model", "region", "tier", "app", "provider"] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

const names = parseAsNativeArrayOf(parseAsString);

/** What the URL of every report holds; the names are those of the API. */
export const reportParsers = {
  window: parseAsStringLiteral(WINDOW_NAMES),
  from: parseAsString,
  to: parseAsString,
  model: names,
  region: names,
  tier: names,
  app: names,
  provider: names,
  tz: parseAsString,
  live: parseAsBoolean,
};

export const loadReportParams = createLoader(reportParsers);
export type ReportParams = Awaited<ReturnType<typeof loadReportParams>>;

/** The query every read of numbers takes: a window and filters. */
export type ReportQuery = { window?: WindowName; from?: string; to?: string } & Record<FilterName, string[]>;

export type Report = {
  query: ReportQuery;
  tz: string;
  /** Whether the screen follows the clock; a fixed range does not. */
  live: boolean;
};

/** Reads a report from its URL; what cannot be understood there falls back to the screen's own default. */
export function reportOf(params: ReportParams, defaultWindow: WindowName): Report {
  const filters = {
    model: params.model,
    region: params.region,
    tier: params.tier,
    app: params.app,
    provider: params.provider,
  };
  const range = fixedRange(params.from, params.to);
  return {
    query: range ? { ...range, ...filters } : { window: params.window ?? defaultWindow, ...filters },
    tz: params.tz && isTimeZone(params.tz) ? params.tz : "UTC",
    live: params.live !== false && range === null,
  };
}

function fixedRange(from: string | null, to: string | null): { from: string; to: string } | null {
  if (!from || !to) return null;
  const fromUs = parseInstantUs(from);
  const toUs = parseInstantUs(to);
  return fromUs !== null && toUs !== null && fromUs < toUs ? { from, to } : null;
}
