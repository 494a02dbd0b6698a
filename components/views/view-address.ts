import type { Report } from "@/components/shell/report-params";
import { resolveWindow } from "@/lib/domain/time/time-window";

type Shown = {
  pathname: string;
  search: string;
  report: Pick<Report, "query" | "tz" | "calendar" | "day">;
  /** Whether a range that moves with the clock is to stay where it is now. */
  isFixed: boolean;
  now: Date;
};

/** The address that opens a screen as it is shown, for anybody: range and zone are in it, also where the screen has defaults. */
export function viewAddress({ pathname, search, report, isFixed, now }: Shown): string {
  const { query, tz, calendar, day } = report;
  const params = new URLSearchParams(search);
  for (const name of ["window", "from", "to"]) params.delete(name);
  const named = calendar ?? day ?? query.window;
  if (named !== undefined && !isFixed) params.set("window", named);
  else {
    const { from, to } = fixedRange(query, now);
    params.set("from", from);
    params.set("to", to);
    params.delete("live");
  }
  params.set("tz", tz);
  return `${pathname}?${params}`;
}

function fixedRange({ window, from, to }: Report["query"], now: Date): { from: string; to: string } {
  if (from !== undefined && to !== undefined) return { from, to };
  const range = resolveWindow({ window: window ?? "24h" }, now);
  return { from: instant(range.from), to: instant(range.to) };
}

function instant(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}
