import type { Step } from "@/lib/domain/time-window";
import { type WindowName, windowLengthMs } from "@/lib/domain/time-window";

const HOUR_MS = 3_600_000;

/** The step that makes a word-sized line of a window: some dozens of points. */
export function sparkStep(query: { window?: WindowName; from?: string; to?: string }): Step {
  const length = query.window
    ? windowLengthMs(query.window)
    : Date.parse(query.to ?? "") - Date.parse(query.from ?? "");
  if (length <= HOUR_MS) return "1m";
  if (length <= 12 * HOUR_MS) return "15m";
  return length <= 4 * 24 * HOUR_MS ? "1h" : "1d";
}

/** The step of a bar chart: no more bars than can be told apart. */
export function barStep(query: { window?: WindowName; from?: string; to?: string }): Step {
  const length = query.window
    ? windowLengthMs(query.window)
    : Date.parse(query.to ?? "") - Date.parse(query.from ?? "");
  if (length <= 2 * HOUR_MS) return "1m";
  if (length <= 30 * HOUR_MS) return "15m";
  return length <= 8 * 24 * HOUR_MS ? "1h" : "1d";
}
