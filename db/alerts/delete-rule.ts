import { eq } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { alertRule } from "../schema/alerts";
import { closeAlerts } from "./close-alerts";
import { lockRule } from "./lock-rule";
import { auditedRule } from "./rule-row";

type DeleteRuleInput = { id: number; baseVersion: number; actor: string; now: Date };

/** Deletes a rule and resolves its alerts. NOT_FOUND, or PRECONDITION_FAILED where somebody changed it since. */
export function deleteRule(db: Db, { id, baseVersion, actor, now }: DeleteRuleInput): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockRule(tx, id);
    if (row.version !== baseVersion)
      throw staleEdit(t("The alert rule {name}", { name: row.name }), row.version, baseVersion);
    await closeAlerts(tx, { row, reason: "The rule was deleted", now });
    await tx.update(alertRule).set({ deletedAt: now }).where(eq(alertRule.id, id));
    await recordAudit(tx, { actor, action: "alert_rule.delete", subject: row.name, before: auditedRule(row), now });
  });
}
