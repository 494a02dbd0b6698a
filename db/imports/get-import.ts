import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { type ImportState, toImportState } from "./import-row";

/** An import by its key; NOT_FOUND where there is none. */
export async function getImport(db: Db, key: string): Promise<ImportState> {
  const [row] = await db.select().from(importRun).where(eq(importRun.key, key));
  if (!row) throw new AppError("NOT_FOUND", t("There is no such import"));
  return toImportState(row);
}
