import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";
import { AppError } from "@/lib/contract/error";
import type { ImportRun } from "@/lib/contract/imports";
import { toImportRun } from "./import-row";

/**
 * Forgets an interrupted import that stored nothing. CONFLICT where it is finished or stored rows.
 *
 * Those stay on record, since only by it a row of the file that has no id of its own never counts twice.
 */
export function forgetImport(db: Db, input: { key: string; actor: string; now: Date }): Promise<ImportRun> {
  const { key, actor, now } = input;
  return db.transaction(async (tx) => {
    const isEmpty = and(eq(importRun.key, key), eq(importRun.accepted, 0), isNull(importRun.finishedAt));
    const [gone] = await tx.delete(importRun).where(isEmpty).returning();
    if (!gone) {
      const [known] = await tx.select().from(importRun).where(eq(importRun.key, key));
      if (!known) throw new AppError("NOT_FOUND", "There is no such import");
      throw new AppError("CONFLICT", "An import that is finished or stored rows stays on record");
    }
    const before = { file: gone.fileName, options: gone.options };
    await recordAudit(tx, { actor, action: "import.forget", subject: key, before, now });
    return toImportRun(gone);
  });
}
