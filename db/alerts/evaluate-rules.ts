import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { type RuleTerms, ruleTermsSchema } from "@/lib/contract/alert-rules";
import { isAppError } from "@/lib/contract/error";
import type { Observation } from "@/lib/domain/alerts/observation";
import { evaluateEveryMs } from "@/lib/domain/alerts/rule-kinds";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { alert, alertRule } from "../schema/alerts";
import { applyObservations } from "./apply-observations";
import { absentVerdict, observeRule } from "./observe-rule";
import type { RuleRow } from "./rule-row";

/** Rounds are this far apart at most, so that one that is a little early does not wait for the next. */
const SLACK_MS = 5 * SECOND_MS;

type EvaluateInput = {
  /** Asked for each rule: after slow ones it is later. */
  clock: () => Promise<Date>;
  retention: Retention;
  /** What went wrong with one rule: its alerts stay as they are. */
  onFailure?: (error: unknown, rule: number) => void;
};

/**
 * Evaluates the rules that are due, and returns how many. One that cannot be evaluated, or read, says so and holds up no other.
 *
 * What is seen is read outside the transaction that moves the alerts; that one takes the rule alone and finds out whether somebody
 * else evaluated or changed it meanwhile. So a leader that was killed, or a second one, changes and sends nothing twice.
 */
export async function evaluateRules(db: Db, { clock, retention, onFailure }: EvaluateInput): Promise<number> {
  const rows = await db
    .select()
    .from(alertRule)
    .where(and(isNull(alertRule.deletedAt), eq(alertRule.isEnabled, true)))
    .orderBy(asc(alertRule.id));
  const begun = await clock();
  let evaluated = 0;
  for (const row of rows.filter((one) => isDue(one, begun))) {
    if (await evaluateRule(db, { row, now: await clock(), retention, onFailure })) evaluated++;
  }
  return evaluated;
}

function isDue({ terms, evaluatedAt }: RuleRow, now: Date): boolean {
  const { data } = ruleTermsSchema.safeParse(terms);
  const everyMs = data ? evaluateEveryMs(data.kind) : MINUTE_MS;
  return evaluatedAt === null || now.getTime() - evaluatedAt.getTime() >= everyMs - SLACK_MS;
}

type RuleInput = Omit<EvaluateInput, "clock"> & { row: RuleRow; now: Date };

async function evaluateRule(db: Db, { row, now, retention, onFailure }: RuleInput): Promise<boolean> {
  try {
    const terms = ruleTermsSchema.parse(row.terms);
    const open = await openSeries(db, row);
    const seen = await observeRule(db, terms, { now, retention, open });
    return await moveAlerts(db, { row, terms, seen, now });
  } catch (failure) {
    onFailure?.(failure, row.id);
    const error = isAppError(failure) ? failure.message : "It could not be evaluated; the server's log has why";
    return noteEvaluation(db, { row, values: { error }, now });
  }
}

async function openSeries(db: Db, { id }: RuleRow): Promise<Set<string>> {
  const rows = await db
    .select({ key: alert.seriesKey })
    .from(alert)
    .where(and(eq(alert.ruleId, id), ne(alert.state, "resolved")));
  return new Set(rows.map(({ key }) => key));
}

type MoveInput = { row: RuleRow; terms: RuleTerms; seen: readonly Observation[]; now: Date };

function moveAlerts(db: Db, { row, terms, seen, now }: MoveInput): Promise<boolean> {
  const unmeasured = seen.filter(({ verdict }) => verdict === "unmeasured").length;
  return db.transaction(async (tx) => {
    const isMine = await noteEvaluation(tx, { row, values: { error: null, series: seen.length, unmeasured }, now });
    if (isMine) await applyObservations(tx, { row, observations: seen, absent: absentVerdict(terms), now });
    return isMine;
  });
}

type NoteInput = { row: RuleRow; values: Partial<Pick<RuleRow, "error" | "series" | "unmeasured">>; now: Date };

/** Notes how it went and takes the rule until the transaction ends; false where somebody evaluated or changed it meanwhile. */
async function noteEvaluation(db: Db, { row, values, now }: NoteInput): Promise<boolean> {
  const { id, version, evaluatedAt } = row;
  const isSame = and(
    ...[eq(alertRule.id, id), eq(alertRule.version, version), isNull(alertRule.deletedAt)],
    evaluatedAt === null ? isNull(alertRule.evaluatedAt) : eq(alertRule.evaluatedAt, evaluatedAt),
  );
  const [mine] = await db
    .update(alertRule)
    .set({ evaluatedAt: now, ...values })
    .where(isSame)
    .returning({ id: alertRule.id });
  return mine !== undefined;
}
