import { and, eq, isNull, lt } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";
import { AppError } from "@/lib/contract/error";
import { IMPORT_MOVING_MS, type ImportRun } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";
import { toImportRun } from "./import-row";

/**
 * Forgets an interrupted import that stored nothing. CONFLICT where it is finished, stored rows, or still moves.
 *
 * Those stay on record, since only by it a row of the file that has no id of its own never counts twice.
 */
export function forgetImport(db: Db, input: { key: string; actor: string; now: Date }): Promise<ImportRun> {
  const { key, actor, now } = input;
  return db.transaction(async (tx) => {
    const isEmpty = and(eq(importRun.key, key), eq(importRun.accepted, 0), isNull(importRun.finishedAt));
    const isStill = lt(importRun.movedAt, new Date(now.getTime() - IMPORT_MOVING_MS).toISOString());
    const [gone] = await tx.delete(importRun).where(and(isEmpty, isStill)).returning();
    if (!gone) {
      const [known] = await tx.select().from(importRun).where(eq(importRun.key, key));
      if (!known) throw new AppError("NOT_FOUND", t("There is no such import"));
      if (known.finishedAt === null && known.accepted === 0) {
        throw new AppError("CONFLICT", t("The import is running, or was a moment ago: try again in half a minute"));
      }
      throw new AppError("CONFLICT", t("An import that is finished or stored rows stays on record"));
    }
    const before = { file: gone.fileName, options: gone.options };
    await recordAudit(tx, { actor, action: "import.forget", subject: key, before, now });
    return toImportRun(gone);
  });
}
