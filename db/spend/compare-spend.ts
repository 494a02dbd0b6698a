import { AppError } from "@/lib/contract/error";
import type { PreviousSpend, Spend } from "@/lib/contract/spend";
import { type CalendarWindow, previousWindow } from "@/lib/domain/time/calendar-window";
import type { Db } from "../client";
import { getRecordsFrom } from "./get-first-day";
import { getSpend, type SpendInput } from "./get-spend";

/** Spend with that of the period before beside, which is unknown where what it asks is not retained that long. */
export async function compareSpend(
  db: Db,
  { calendar, ...input }: SpendInput & { calendar: CalendarWindow | null },
): Promise<Spend> {
  const previous = previousWindow({ ...input.window, now: input.now }, calendar, input.tz);
  const [spend, before] = await Promise.all([
    getSpend(db, input),
    getPrevious(db, { ...input, window: previous, isDetailed: false }),
  ]);
  return { ...spend, previous: before };
}

async function getPrevious(db: Db, input: SpendInput): Promise<PreviousSpend> {
  try {
    const [{ from, to, rows, total }, recordsFrom] = await Promise.all([
      getSpend(db, input),
      getRecordsFrom(db, input.window.from),
    ]);
    return { from, to, rows, total, records_from: recordsFrom, why: null };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "UNPROCESSABLE")) throw error;
    const { from, to } = input.window;
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      rows: [],
      total: null,
      records_from: null,
      why: error.message,
    };
  }
}
