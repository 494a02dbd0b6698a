import { and, eq, isNull } from "drizzle-orm";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import { AppError } from "@/lib/contract/error";
import type { RuleKind } from "@/lib/domain/alerts/rule-kinds";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { alertRule } from "../schema/alerts";

/** What a rule watches; NOT_FOUND where there is none. */
export async function getRuleKind(db: Db, { id }: { id: number }): Promise<RuleKind> {
  const [row] = await db
    .select({ terms: alertRule.terms })
    .from(alertRule)
    .where(and(eq(alertRule.id, id), isNull(alertRule.deletedAt)));
  if (!row) throw new AppError("NOT_FOUND", t("There is no alert rule {id}", { id }));
  return ruleTermsSchema.parse(row.terms).kind;
}
