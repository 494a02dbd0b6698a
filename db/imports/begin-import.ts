import { eq } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";
import type { ImportOptions } from "@/lib/contract/imports";
import { type ImportState, toImportState } from "./import-row";

export type NewImport = {
  key: string;
  fileName: string;
  options: ImportOptions | null;
  /** Who runs it; left out for the command line. */
  actor?: string;
  nowUs: number;
};

/**
 * The run of an import: a new one whose "now" is `nowUs`, or the one there was, which keeps its own and its place.
 *
 * Only so do shifted and clocked times come out the same twice, and with them the keys of the rows.
 */
export async function beginImport(db: Db, input: NewImport): Promise<ImportState & { isRepeated: boolean }> {
  const { key, fileName, options, actor, nowUs } = input;
  return db.transaction(async (tx) => {
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
