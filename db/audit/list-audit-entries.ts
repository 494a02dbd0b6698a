import { desc, lt } from "drizzle-orm";
import type { AuditEntry } from "@/lib/contract/audit";
import type { Db } from "../client";
import { auditEntry } from "../schema/audit";

/** The latest changes on record, newest first; `beforeId` gives the page after the one that ended with it. */
export async function listAuditEntries(db: Db, input: { limit: number; beforeId?: number }): Promise<AuditEntry[]> {
  const { limit, beforeId } = input;
  const rows = await db
    .select()
    .from(auditEntry)
    .where(beforeId === undefined ? undefined : lt(auditEntry.id, beforeId))
    .orderBy(desc(auditEntry.id))
    .limit(limit);
  return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
}
