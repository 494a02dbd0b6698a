import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute, type TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";

/** A window as the reader's spans of minutes. */
export function minuteSpan({ from, to }: TimeWindow): MinuteSpan {
  return { from: epochMinute(from), to: epochMinute(to) };
}

/** The head of every answer: the window really read, and the moment it was asked. */
export function answeredWindow(read: MinuteSpan, now: Date): { from: string; to: string; as_of: string } {
  const instant = (minute: number) => new Date(minute * MINUTE_MS).toISOString();
  return { from: instant(read.from), to: instant(read.to), as_of: now.toISOString() };
}

/** How many minutes of a span have begun: what could have been measured. */
export function minutesBegun({ from, to }: MinuteSpan, now: Date): number {
  return Math.max(0, Math.min(to, epochMinute(now) + 1) - from);
}
