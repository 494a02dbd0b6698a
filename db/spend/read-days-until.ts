import { fromFirstRecord, type SpendDay } from "@/lib/domain/spend/spend-days";
import { startOfDate } from "@/lib/domain/time/time-zone";
import type { Db } from "../client";
import type { SpendInput } from "./get-spend";
import { readSpendDays } from "./read-spend-days";

type DaysInput = Pick<SpendInput, "filters" | "tz" | "now" | "retention">;

/** What each of these local dates cost, from the first one on that has a record; `to` is not among them. */
export async function readDaysUntil(
  db: Db,
  input: DaysInput,
  { from, to }: { from: number; to: number },
): Promise<SpendDay[]> {
  const window = { from: new Date(startOfDate(from, input.tz)), to: new Date(startOfDate(to, input.tz)) };
  const { all } = await readSpendDays(db, { ...input, window, by: null });
  return fromFirstRecord(all[0]?.days ?? []);
}
