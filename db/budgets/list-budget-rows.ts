import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../client";
import { budget } from "../schema/budgets";
import type { BudgetRow } from "./budget-row";

/** The budgets there are by name, or the one that is asked for. */
export function listBudgetRows(db: Db, asked: { id?: number } = {}): Promise<BudgetRow[]> {
  const isAsked = asked.id === undefined ? undefined : eq(budget.id, asked.id);
  return db
    .select()
    .from(budget)
    .where(and(isNull(budget.deletedAt), isAsked))
    .orderBy(asc(budget.name), asc(budget.id));
}
