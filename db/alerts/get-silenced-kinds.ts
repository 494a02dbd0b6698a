import { eq } from "drizzle-orm";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import type { RuleKind } from "@/lib/domain/alerts/rule-kinds";
import type { Db } from "../client";
import { alertRule, alertSilence } from "../schema/alerts";

/** The kind of the rule that a silence is of; none where it is of every rule, or unknown. */
export async function getSilencedKinds(db: Db, { id }: { id: number }): Promise<RuleKind[]> {
  const rows = await db
    .select({ terms: alertRule.terms })
    .from(alertSilence)
    .innerJoin(alertRule, eq(alertRule.id, alertSilence.ruleId))
    .where(eq(alertSilence.id, id));
  return rows.map(({ terms }) => ruleTermsSchema.parse(terms).kind);
}
