import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { AlertRule, RuleChange } from "@/lib/contract/alert-rules";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { alertRule } from "../schema/alerts";
import { theRow } from "../the-row";
import { closeAlerts } from "./close-alerts";
import { lockRule, requireChannels } from "./lock-rule";
import { auditedRule, ruleColumns, toRule } from "./rule-row";

export type ChangeRuleInput = { id: number; change: RuleChange; baseVersion: number; actor: string; now: Date };

/**
 * Changes fields of a rule. What changes nothing makes no version. A rule that is switched off, or asks something else, resolves the
 * alerts it had.
 *
 * NOT_FOUND; PRECONDITION_FAILED where somebody changed it since; UNPROCESSABLE where a channel does not exist.
 */
export function changeRule(db: Db, { id, change, baseVersion, actor, now }: ChangeRuleInput): Promise<AlertRule> {
  return db.transaction(async (tx) => {
    const row = await lockRule(tx, id);
    if (row.version !== baseVersion)
      throw staleEdit(t("The alert rule {name}", { name: row.name }), row.version, baseVersion);
    const columns = ruleColumns(change);
    const wanted = { ...row, ...columns };
    if (isDeepStrictEqual(auditedRule(row), auditedRule(wanted))) return toRule(row);
    if (change.channels) await requireChannels(tx, change.channels);
    const isOther = !isDeepStrictEqual(toRule(row).terms, toRule(wanted).terms);
    if (isOther || !wanted.isEnabled) {
      await closeAlerts(tx, { row, reason: isOther ? "The rule was changed" : "The rule was switched off", now });
    }
    const changed = await tx
      .update(alertRule)
      .set({
        ...columns,
        ...{ version: row.version + 1, updatedAt: now, updatedBy: actor },
        // At once, so that whoever saves sees what it does.
        ...{ evaluatedAt: null, error: null, series: null, unmeasured: null },
      })
      .where(eq(alertRule.id, id))
      .returning();
    const after = theRow(changed);
    await recordAudit(tx, {
      ...{ actor, action: "alert_rule.change", subject: after.name, now },
      ...{ before: auditedRule(row), after: auditedRule(after) },
    });
    return toRule(after);
  });
}
