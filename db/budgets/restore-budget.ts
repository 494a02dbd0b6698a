import { and, eq, isNotNull } from "drizzle-orm";
import type { Budget } from "@/lib/contract/budgets";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { budget } from "../schema/budgets";
import { toBudget } from "./budget-row";
import { refuseTooMany } from "./create-budget";
import { noBudget } from "./lock-budget";

/** Brings a deleted budget back as it was. NOT_FOUND where none was deleted. */
export function restoreBudget(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<Budget> {
  return db.transaction(async (tx) => {
    await refuseTooMany(tx);
    const [row] = await tx
      .update(budget)
      .set({ deletedAt: null })
      .where(and(eq(budget.id, id), isNotNull(budget.deletedAt)))
      .returning();
    if (!row) throw noBudget(id);
    const after = toBudget(row);
    await recordAudit(tx, { actor, action: "budget.restore", subject: row.name, after, now });
    return after;
  });
}
