import { and, count, eq, gt, isNull } from "drizzle-orm";
import type { NewSilence, Silence } from "@/lib/contract/alerts";
import { AppError } from "@/lib/contract/error";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { alertRule, alertSilence } from "../schema/alerts";
import { theRow } from "../the-row";
import { toSilence } from "./silence-row";

const SILENCES_MAX = 100;
const UNTIL_MAX_MS = 90 * DAY_MS;

/** Silences alerts from now on. UNPROCESSABLE for an end that is past or over 90 days away, an unknown rule, or too many. */
export function createSilence(db: Db, input: { silence: NewSilence; actor: string; now: Date }): Promise<Silence> {
  const { silence, actor, now } = input;
  const { rule_id: ruleId, until, labels, reason } = silence;
  return db.transaction(async (tx) => {
    if (until <= now) throw refused("until", t("Must be in the future"));
    if (until.getTime() > now.getTime() + UNTIL_MAX_MS) throw refused("until", t("Must be within 90 days"));
    const active = and(isNull(alertSilence.endedAt), gt(alertSilence.until, now));
    const { n } = theRow(await tx.select({ n: count() }).from(alertSilence).where(active));
    if (n >= SILENCES_MAX) throw refused("until", t("There are {n} silences, and no more may be", { n }));
    const rule = ruleId === null ? null : await nameOfRule(tx, ruleId);
    const values = { ruleId, labels, reason, from: now, until, createdBy: actor };
    const created = toSilence(theRow(await tx.insert(alertSilence).values(values).returning()), { rule, now });
    const subject = rule ?? "every rule";
    await recordAudit(tx, { actor, action: "alert_silence.create", subject, after: created, now });
    return created;
  });
}

async function nameOfRule(tx: Db, id: number): Promise<string> {
  const [rule] = await tx
    .select({ name: alertRule.name })
    .from(alertRule)
    .where(and(eq(alertRule.id, id), isNull(alertRule.deletedAt)));
  if (rule) return rule.name;
  throw refused("rule_id", t("There is no alert rule {id}", { id }));
}

function refused(field: string, message: string): AppError {
  return new AppError("UNPROCESSABLE", message, { fields: { [field]: [message] } });
}
