import type { Step } from "@/lib/domain/time/time-window";
import { type WindowName, windowLengthMs } from "@/lib/domain/time/time-window";
import { HOUR_MS } from "@/lib/domain/time/units";

type WindowQuery = { window?: WindowName; from?: string; to?: string };

/** The step that makes a word-sized line of a window: some dozens of points. */
export function sparkStep(query: WindowQuery): Step {
  const length = lengthMs(query);
  if (length <= HOUR_MS) return "1m";
  if (length <= 12 * HOUR_MS) return "15m";
  return length <= 4 * 24 * HOUR_MS ? "1h" : "1d";
}

/** The step of a bar chart: no more bars than can be told apart. */
export function barStep(query: WindowQuery): Step {
  const length = lengthMs(query);
  if (length <= 2 * HOUR_MS) return "1m";
  if (length <= 30 * HOUR_MS) return "15m";
  return length <= 8 * 24 * HOUR_MS ? "1h" : "1d";
}

function lengthMs({ window, from, to }: WindowQuery): number {
  return window ? windowLengthMs(window) : Date.parse(to ?? "") - Date.parse(from ?? "");
}
