import { alertLabelsSchema } from "@/lib/contract/alert-message";
import type { Silence } from "@/lib/contract/alerts";
import type { alertSilence } from "../schema/alerts";

type SilenceRow = typeof alertSilence.$inferSelect;

/** A silence as answers have it. */
export function toSilence(row: SilenceRow, { rule, now }: { rule: string | null; now: Date }): Silence {
  return {
    ...{ id: row.id, rule_id: row.ruleId, rule, labels: alertLabelsSchema.parse(row.labels), reason: row.reason },
    ...{ from: row.from.toISOString(), until: row.until.toISOString(), created_by: row.createdBy },
    ...{ ended_at: row.endedAt?.toISOString() ?? null, ended_by: row.endedBy },
    is_active: row.endedAt === null && row.until > now,
  };
}
