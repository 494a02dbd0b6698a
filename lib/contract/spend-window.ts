import { z } from "zod";
import { CALENDAR_WINDOWS } from "@/lib/domain/time/calendar-window";
import { WINDOW_NAMES } from "@/lib/domain/time/time-window";
import { NAMED_WINDOW, timeZone, windowShape } from "./common";

/** A window as spend takes it: also the calendar month of a zone so far, and the one before. */
export const spendWindowShape = {
  ...windowShape,
  window: z
    .enum([...WINDOW_NAMES, ...CALENDAR_WINDOWS])
    .optional()
    .describe(NAMED_WINDOW),
  tz: timeZone.default("UTC"),
};
