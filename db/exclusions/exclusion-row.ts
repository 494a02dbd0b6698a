import type { Exclusion } from "@/lib/contract/exclusions";
import type { slaExclusion } from "../schema/sla";

export function toExclusion(row: typeof slaExclusion.$inferSelect): Exclusion {
  return {
    id: row.id,
    model: row.model,
    provider: row.provider,
    region: row.region,
    from: row.fromAt.toISOString(),
    to: row.toAt.toISOString(),
    reason: row.reason,
    note: row.note,
    signed_off_by: row.signedOffBy,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    withdrawn_at: row.withdrawnAt?.toISOString() ?? null,
    withdrawn_by: row.withdrawnBy,
  };
}
