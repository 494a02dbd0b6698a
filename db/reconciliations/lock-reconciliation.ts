import { eq } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { reconciliation } from "../schema/reconciliations";
import { noReconciliation, type StoredReconciliation } from "./reconciliation-row";

/**
 * A reconciliation that nobody else changes before the transaction ends. NOT_FOUND, or PRECONDITION_FAILED where somebody
 * changed it since `baseVersion`.
 */
export async function lockReconciliation(
  tx: Db,
  { id, baseVersion }: { id: number; baseVersion: number },
): Promise<StoredReconciliation> {
  const [row] = await tx.select().from(reconciliation).where(eq(reconciliation.id, id)).for("update");
  if (!row) throw noReconciliation(id);
  if (row.version !== baseVersion) throw staleEdit(t("The reconciliation {id}", { id }), row.version, baseVersion);
  return row;
}
