import { eq } from "drizzle-orm";
import type { Budget, BudgetChange } from "@/lib/contract/budgets";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { editDifferences } from "../policies/edit-differences";
import { staleEdit } from "../policies/stale-edit";
import { budget } from "../schema/budgets";
import { theRow } from "../the-row";
import { columnsOf, toBudget } from "./budget-row";
import { lockBudget } from "./lock-budget";
import { refuseUnknownCurrency } from "./refuse-unknown-currency";

export type ChangeBudgetInput = { id: number; change: BudgetChange; baseVersion: number; actor: string; now: Date };

/** What a budget asks; thresholds are reached anew when one of these is different. */
const TERMS = ["dimension", "value", "amount", "currency", "period", "tz"] as const satisfies readonly (keyof Budget)[];

/**
 * Changes fields of a budget. What changes nothing makes no version.
 *
 * NOT_FOUND, UNPROCESSABLE for a currency without any rate, or PRECONDITION_FAILED where somebody changed it since; the error
 * then names the fields that differ now.
 */
export function changeBudget(db: Db, input: ChangeBudgetInput): Promise<Budget> {
  const { id, change, baseVersion, actor, now } = input;
  return db.transaction(async (tx) => {
    const row = await lockBudget(tx, { id });
    const before = toBudget(row);
    const columns = columnsOf(change);
    const wanted = toBudget({ ...row, ...columns });
    if (row.version !== baseVersion) {
      throw staleEdit(
        t("The budget {name}", { name: row.name }),
        row.version,
        baseVersion,
        editDifferences(before, wanted),
      );
    }
    if (Object.keys(editDifferences(before, wanted)).length === 0) return before;
    if (wanted.currency !== before.currency) await refuseUnknownCurrency(tx, wanted);
    const version = row.version + 1;
    const isOther = TERMS.some((name) => before[name] !== wanted[name]);
    const changed = await tx
      .update(budget)
      .set({
        ...columns,
        ...(isOther && { termsVersion: version, termsAt: now }),
        ...{ version, updatedAt: now, updatedBy: actor },
      })
      .where(eq(budget.id, id))
      .returning();
    const after = toBudget(theRow(changed));
    await recordAudit(tx, { actor, action: "budget.change", subject: after.name, before, after, now });
    return after;
  });
}
