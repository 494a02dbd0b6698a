import { and, asc, eq, isNull } from "drizzle-orm";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import { isAppError } from "@/lib/contract/error";
import type { Observation } from "@/lib/domain/alerts/observation";
import { evaluateEveryMs } from "@/lib/domain/alerts/rule-kinds";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { alertRule } from "../schema/alerts";
import { applyObservations } from "./apply-observations";
import { absentVerdict, observeRule } from "./observe-rule";
import type { RuleRow } from "./rule-row";

/** Rounds are this far apart at most, so that one that is a little early does not wait for the next. */
const SLACK_MS = 5 * SECOND_MS;

type EvaluateInput = {
  now: Date;
  retention: Retention;
  /** What went wrong with one rule: its alerts stay as they are. */
  onFailure?: (error: unknown, rule: number) => void;
};

/**
 * Evaluates the rules that are due, and returns how many.
 *
 * What is seen is read outside the transaction that moves the alerts; that one takes the rule alone and finds out whether somebody
 * else evaluated or changed it meanwhile. So a leader that was killed, or a second one, changes and sends nothing twice.
 */
export async function evaluateRules(db: Db, { now, retention, onFailure }: EvaluateInput): Promise<number> {
  const rows = await db
    .select()
    .from(alertRule)
    .where(and(isNull(alertRule.deletedAt), eq(alertRule.isEnabled, true)))
    .orderBy(asc(alertRule.id));
  let evaluated = 0;
  for (const row of rows) {
    const { kind } = ruleTermsSchema.parse(row.terms);
    if (row.evaluatedAt && now.getTime() - row.evaluatedAt.getTime() < evaluateEveryMs(kind) - SLACK_MS) continue;
    if (await evaluateRule(db, { row, now, retention, onFailure })) evaluated++;
  }
  return evaluated;
}

async function evaluateRule(
  db: Db,
  { row, now, retention, onFailure }: EvaluateInput & { row: RuleRow },
): Promise<boolean> {
  const terms = ruleTermsSchema.parse(row.terms);
  let seen: Observation[] | null = null;
  let error: string | null = null;
  try {
    seen = await observeRule(db, terms, { now, retention });
  } catch (failure) {
    error = isAppError(failure) ? failure.message : "It could not be evaluated; the server's log has why";
    onFailure?.(failure, row.id);
  }
  return db.transaction(async (tx) => {
    const [current] = await tx.select().from(alertRule).where(eq(alertRule.id, row.id)).for("update");
    const isSame =
      current?.version === row.version &&
      current.deletedAt === null &&
      current.evaluatedAt?.getTime() === row.evaluatedAt?.getTime();
    if (!current || !isSame) return false;
    const counts = seen && {
      series: seen.length,
      unmeasured: seen.filter(({ verdict }) => verdict === "unmeasured").length,
    };
    await tx
      .update(alertRule)
      .set({ evaluatedAt: now, error, ...counts })
      .where(eq(alertRule.id, row.id));
    if (seen) {
      await applyObservations(tx, { row: current, observations: seen, absent: absentVerdict(terms.kind), now });
    }
    return true;
  });
}
