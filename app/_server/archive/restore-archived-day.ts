import { getArchivedDay } from "@/db/archive/archived-days";
import { restoreDay } from "@/db/archive/restore-day";
import type { Db, Sql } from "@/db/client";
import { isoDay } from "@/db/partitions/partition-days";
import { readArchive } from "@/lib/archive/read-archive";
import { AppError } from "@/lib/contract/error";
import type { ArchiveStores } from "./archive-stores";
import { rowsOf, verifyFile } from "./verify-file";

type RestoreInput = { db: Db; sql: Sql; stores: ArchiveStores; day: number; until: Date };

/**
 * Reads a day's file back into the database until an instant; resolves to how many attempts that are. A day that is restored
 * already stays until then.
 *
 * NOT_FOUND where the day has no file, CONFLICT where its attempts have not been dropped yet.
 */
export async function restoreArchivedDay({ db, sql, stores, day, until }: RestoreInput): Promise<number> {
  const known = await getArchivedDay(db, day);
  if (!known?.archived) throw new AppError("NOT_FOUND", `${isoDay(day)} was not archived`);
  if (known.droppedAt === null)
    throw new AppError("CONFLICT", `The attempts of ${isoDay(day)} are still in the database`);
  const { archived } = known;
  await verifyFile(stores, { ...archived, day: isoDay(day) });
  const file = await stores(archived.target).open(archived.file);
  try {
    return await restoreDay(sql, { day, rows: rowsOf(await readArchive(file)), until });
  } finally {
    await file.close();
  }
}
