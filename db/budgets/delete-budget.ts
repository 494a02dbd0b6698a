import { eq } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { budget } from "../schema/budgets";
import { toBudget } from "./budget-row";
import { lockBudget } from "./lock-budget";

type DeleteBudgetInput = { id: number; baseVersion: number; actor: string; now: Date };

/** Deletes a budget, which can be restored. NOT_FOUND, or PRECONDITION_FAILED where somebody changed it since. */
export function deleteBudget(db: Db, { id, baseVersion, actor, now }: DeleteBudgetInput): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockBudget(tx, { id });
    if (row.version !== baseVersion)
      throw staleEdit(t("The budget {name}", { name: row.name }), row.version, baseVersion);
    await tx.update(budget).set({ deletedAt: now }).where(eq(budget.id, id));
    await recordAudit(tx, { actor, action: "budget.delete", subject: row.name, before: toBudget(row), now });
  });
}
