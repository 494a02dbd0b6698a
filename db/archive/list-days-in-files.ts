import { and, asc, gte, isNotNull, isNull, lt } from "drizzle-orm";
import { dayOfUs, isoDay } from "@/db/partitions/partition-days";
import type { Db } from "../client";
import { archivedDay } from "../schema";
import { type ArchivedFile, dayOf } from "./archived-days";

/** A day whose attempts are in its file; what came late since may be in the database besides. */
export type DayInFile = ArchivedFile & { day: number };

/** The days that a span touches whose attempts have to be read from files, the oldest first. */
export async function listDaysInFiles(
  db: Db,
  { fromUs, toUs }: { fromUs: number; toUs: number },
): Promise<DayInFile[]> {
  const rows = await db
    .select()
    .from(archivedDay)
    .where(
      and(
        gte(archivedDay.day, isoDay(dayOfUs(fromUs))),
        lt(archivedDay.day, isoDay(dayOfUs(toUs - 1) + 1)),
        isNotNull(archivedDay.file),
        isNotNull(archivedDay.droppedAt),
        // A day that was restored is in the database, all of it.
        isNull(archivedDay.restoredUntil),
      ),
    )
    .orderBy(asc(archivedDay.day));
  return rows.map(dayOf).flatMap(({ day, archived }) => (archived ? [{ day, ...archived }] : []));
}
