import type { z } from "zod";
import type { bridgeQuerySchema } from "@/lib/contract/bridge";
import { previousWindow, soFar } from "@/lib/domain/time/calendar-window";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { calendarOf, readWindow } from "../read-window";

type Asked = Pick<z.output<typeof bridgeQuerySchema>, "window" | "from" | "to" | "tz" | "against_from" | "against_to">;

/**
 * What a bridge compares: of a window that is not over what has passed of it, as nothing is known of the rest, and with the period
 * before as much of that.
 */
export function bridgeWindows(asked: Asked, now: Date): { before: TimeWindow; after: TimeWindow } {
  const window = readWindow(asked, now);
  const against = { from: asked.against_from, to: asked.against_to };
  return {
    before:
      against.from === undefined
        ? previousWindow({ ...window, now }, calendarOf(asked), asked.tz)
        : readWindow(against, now),
    after: soFar(window, now),
  };
}
