import { count, isNull } from "drizzle-orm";
import type { AlertRule, NewRule } from "@/lib/contract/alert-rules";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { alertRule } from "../schema/alerts";
import { theRow } from "../the-row";
import { requireChannels } from "./lock-rule";
import { auditedRule, ruleColumns, toRule } from "./rule-row";

/** Each is evaluated every minute or so. */
const RULES_MAX = 100;

/** Adds an alert rule. UNPROCESSABLE beyond RULES_MAX of them, or where a channel does not exist. */
export function createRule(db: Db, input: { rule: NewRule; actor: string; now: Date }): Promise<AlertRule> {
  const { rule, actor, now } = input;
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(alertRule).where(isNull(alertRule.deletedAt)));
    if (n >= RULES_MAX) throw new AppError("UNPROCESSABLE", t("There are {n} alert rules, and no more may be", { n }));
    await requireChannels(tx, rule.channels);
    const by = { createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor };
    const row = theRow(
      await tx
        .insert(alertRule)
        .values({ ...ruleColumns(rule), ...by })
        .returning(),
    );
    const after = auditedRule(row);
    await recordAudit(tx, { actor, action: "alert_rule.create", subject: row.name, after, now });
    return toRule(row);
  });
}
