import { AppError } from "@/lib/contract/error";
import { type Reconciliation, reconciliationSchema } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";
import type { reconciliation } from "../schema/reconciliations";

export type StoredReconciliation = typeof reconciliation.$inferSelect;

/** A stored reconciliation as it is answered. */
export function toReconciliation(row: StoredReconciliation): Reconciliation {
  return reconciliationSchema.parse({
    ...{ id: row.id, file_name: row.fileName, file_digest: row.fileDigest, source: row.source },
    ...{ providers: row.providers, tz: row.zone, grain: row.grain, file_rows: row.fileRows, version: row.version },
    ...{ created_at: row.createdAt.toISOString(), created_by: row.createdBy, note: row.note },
    compared_at: row.comparedAt.toISOString(),
    accepted_at: row.acceptedAt?.toISOString() ?? null,
    ...{ accepted_by: row.acceptedBy, summary: row.summary },
  });
}

export function noReconciliation(id: number): AppError {
  return new AppError("NOT_FOUND", t("There is no reconciliation {id}", { id }));
}

/** What the audit keeps of one. */
export function auditOf({ file_name, providers, version, note, accepted_by, summary }: Reconciliation) {
  const { bill_usd, own_usd, unexplained_usd } = summary;
  return { file_name, providers, version, note, accepted_by, bill_usd, own_usd, unexplained_usd };
}

/** How the audit names one. */
export function subjectOf({ id, file_name }: Pick<Reconciliation, "id" | "file_name">): string {
  return `${id} ${file_name}`;
}
