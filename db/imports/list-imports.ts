import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";
import type { ImportRun } from "@/lib/contract/imports";
import { toImportRun } from "./import-row";

/** The imports that moved last. */
export async function listImports(db: Db, input: { limit: number }): Promise<ImportRun[]> {
  const rows = await db.select().from(importRun).orderBy(desc(importRun.movedAt)).limit(input.limit);
  return rows.map(toImportRun);
}
