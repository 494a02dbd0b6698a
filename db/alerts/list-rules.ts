import { asc, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { type AlertRules, type RuleTerms, ruleTermsSchema } from "@/lib/contract/alert-rules";
import { DEFAULT_AVAILABILITY_PERCENT } from "@/lib/domain/sla/target";
import { message, t } from "@/lib/messages/translate";
import type { Db } from "../client";
import type { AskedName } from "../dimensions/find-quiet-names";
import { type FindQuiet, warnOfNames } from "../dimensions/warn-of-names";
import { alertRule } from "../schema/alerts";
import { selectRows } from "../select-rows";
import { listTargetTerms } from "../targets/list-targets";
import { type RuleRow, toRule } from "./rule-row";

const NO_TARGET = message("No target is agreed in SLA; the default of {percent} % is not followed", {
  percent: DEFAULT_AVAILABILITY_PERCENT,
});

/** Every rule by name, with why it has nothing to look at where that is so; those that cannot be read apart. */
export async function listRules(db: Db, { now, findQuiet }: { now: Date; findQuiet: FindQuiet }): Promise<AlertRules> {
  const rows = await db
    .select()
    .from(alertRule)
    .where(isNull(alertRule.deletedAt))
    .orderBy(asc(alertRule.name), asc(alertRule.id));
  const isReadable = (row: RuleRow) => ruleTermsSchema.safeParse(row.terms).success;
  const rules = rows.filter(isReadable).map(toRule);
  const warnings = await ruleWarnings(db, { all: rules.map(({ terms }) => terms), findQuiet });
  return {
    as_of: now.toISOString(),
    rules: rules.map((rule, index) => ({ ...rule, warnings: warnings[index] ?? [] })),
    unreadable: rows
      .filter((row) => !isReadable(row))
      .map(({ id, name, updatedAt, updatedBy }) => ({
        ...{ id, name, updated_at: updatedAt.toISOString(), updated_by: updatedBy },
      })),
  };
}

/**
 * Of each of these terms: names that no attempt has yet, or none of the last 30 days, a budget that does not exist, targets where
 * none is agreed. Until then it cannot fire.
 */
export async function ruleWarnings(
  db: Db,
  { all, findQuiet }: { all: readonly RuleTerms[]; findQuiet: FindQuiet },
): Promise<string[][]> {
  const names = await warnOfNames(db, { asked: all.map(namesOf), findQuiet });
  const budgets = await selectRows(
    db,
    sql`select id from budget where deleted_at is null`,
    z.object({ id: z.number() }),
  );
  const targets = await listTargetTerms(db);
  const hasAgreed = targets.some((target) => target.availability_percent !== null);
  return all.map((terms, index) => [
    ...(names[index] ?? []),
    ...(terms.kind === "budget" && terms.budget_id !== null && !budgets.some(({ id }) => id === terms.budget_id)
      ? [t("Its budget was deleted")]
      : []),
    ...(terms.kind === "budget" && budgets.length === 0 ? [t("There is no budget yet")] : []),
    ...(terms.kind === "burn_rate" && terms.target_percent === null && !hasAgreed ? [t(NO_TARGET)] : []),
  ]);
}

/** The names of traffic that terms ask for. */
function namesOf(terms: RuleTerms): AskedName[] {
  if ("scope" in terms) {
    return Object.entries(terms.scope).flatMap(([kind, values]) => values.map((value) => ({ kind, value })));
  }
  if (terms.kind === "spend" && terms.dimension !== null && terms.value !== null) {
    return [{ kind: terms.dimension, value: terms.value }];
  }
  return [];
}
