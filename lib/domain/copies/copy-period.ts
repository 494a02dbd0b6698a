import type { TimeWindow } from "../time/time-window";
import { DAY_MS, HOUR_MS } from "../time/units";

export const COPY_PERIODS = ["day", "week", "month"] as const;
export type CopyPeriod = (typeof COPY_PERIODS)[number];

/** Records of a period may come so long after its end before it is copied. */
export const COPY_DELAY_MS = HOUR_MS;
/** 1970-01-05, a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The latest day, week from Monday, or month of UTC that is over, and has been for the delay. */
export function latestPeriod(every: CopyPeriod, now: Date): TimeWindow {
  const at = now.getTime() - COPY_DELAY_MS;
  if (every === "month") {
    const date = new Date(at);
    const first = (offset: number) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1));
    return { from: first(-1), to: first(0) };
  }
  const length = every === "day" ? DAY_MS : 7 * DAY_MS;
  const origin = every === "day" ? 0 : FIRST_MONDAY_MS;
  const to = origin + Math.floor((at - origin) / length) * length;
  return { from: new Date(to - length), to: new Date(to) };
}

/** When the copy after a period's is due: the end of the one that runs now, and the delay. */
export function nextCopyAt(every: CopyPeriod, now: Date): Date {
  const { to } = latestPeriod(every, now);
  if (every !== "month") return new Date(to.getTime() + (every === "day" ? 1 : 7) * DAY_MS + COPY_DELAY_MS);
  return new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 1) + COPY_DELAY_MS);
}
