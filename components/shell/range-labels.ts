import type { CalendarWindow, DayWindow } from "@/lib/domain/time/calendar-window";
import type { WindowName } from "@/lib/domain/time/time-window";
import { type Message, message } from "@/lib/messages/translate";

/** What each range that has a name is called. */
export const RANGE_LABELS: Readonly<Record<WindowName | DayWindow | CalendarWindow, Message>> = {
  "1h": message("1 h"),
  "24h": message("24 h"),
  today: message("Today"),
  yesterday: message("Yesterday"),
  "7d": message("7 d"),
  "30d": message("30 d"),
  "90d": message("90 d"),
  month: message("This month"),
  last_month: message("Last month"),
};
