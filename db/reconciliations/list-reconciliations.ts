import { desc, eq } from "drizzle-orm";
import type { Reconciliation } from "@/lib/contract/reconciliations";
import type { Db } from "../client";
import { reconciliation } from "../schema/reconciliations";
import { noReconciliation, toReconciliation } from "./reconciliation-row";

/** The newest first. */
export async function listReconciliations(db: Db, { limit }: { limit: number }): Promise<Reconciliation[]> {
  const rows = await db.select().from(reconciliation).orderBy(desc(reconciliation.id)).limit(limit);
  return rows.map(toReconciliation);
}

/** One by its number; NOT_FOUND where there is none. */
export async function getReconciliation(db: Db, { id }: { id: number }): Promise<Reconciliation> {
  const [row] = await db.select().from(reconciliation).where(eq(reconciliation.id, id));
  if (!row) throw noReconciliation(id);
  return toReconciliation(row);
}
