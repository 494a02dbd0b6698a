import { and, eq, gt, ne, sql } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";
import { AppError } from "@/lib/contract/error";
import { IMPORT_FILE_DIGITS, type ImportOptions } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";
import { type ImportState, toImportState } from "./import-row";

export type NewImport = {
  key: string;
  fileName: string;
  options: ImportOptions | null;
  /** Who runs it; left out for the command line. */
  actor?: string;
  /** Whether CONFLICT is thrown, and nothing begun, where an import of the file under other options stored rows. */
  refusesOther?: boolean;
  nowUs: number;
};

/**
 * The run of an import: a new one whose "now" is `nowUs`, or the one there was, which keeps its own and its place.
 *
 * Only so do shifted and clocked times come out the same twice, and with them the keys of the rows.
 */
export async function beginImport(db: Db, input: NewImport): Promise<ImportState & { isRepeated: boolean }> {
  const { key, fileName, options, actor, refusesOther = false, nowUs } = input;
  return db.transaction(async (tx) => {
    if (refusesOther) await refuseOther(tx, key);
    const [fresh] = await tx
      .insert(importRun)
      .values({ key, fileName, options, anchorUs: nowUs, ...(actor && { actor }) })
      .onConflictDoNothing()
      .returning();
    if (fresh && actor) {
      const after = { file: fileName, options };
      await recordAudit(tx, { actor, action: "import.begin", subject: key, after, now: new Date(nowUs / 1_000) });
    }
    if (fresh) return { ...toImportState(fresh), isRepeated: false };
    const [known] = await tx.select().from(importRun).where(eq(importRun.key, key));
    if (!known) throw new Error("An import run was deleted while it was read");
    return { ...toImportState(known), isRepeated: true };
  });
}

async function refuseOther(tx: Db, key: string): Promise<void> {
  const [own] = await tx.select().from(importRun).where(eq(importRun.key, key));
  if (own && (own.rowsDone > 0 || own.finishedAt !== null)) return;
  const isSameFile = sql`left(${importRun.key}, ${IMPORT_FILE_DIGITS}) = ${key.slice(0, IMPORT_FILE_DIGITS)}`;
  const [other] = await tx
    .select({ accepted: importRun.accepted })
    .from(importRun)
    .where(and(isSameFile, ne(importRun.key, key), gt(importRun.accepted, 0)))
    .limit(1);
  if (!other) return;
  const message = t(
    "This file was imported under another mapping before, which stored {rows, plural, one {# row} other {# rows}}. Rows without an id of their own would count once more.",
    { rows: other.accepted },
  );
  throw new AppError("CONFLICT", message, { fields: { options: [message] } });
}
