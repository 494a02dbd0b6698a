import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { budget } from "../schema/budgets";
import type { BudgetRow } from "./budget-row";

/** A budget that nobody else changes before the transaction ends; NOT_FOUND where there is none. */
export async function lockBudget(tx: Db, { id }: { id: number }): Promise<BudgetRow> {
  const [row] = await tx
    .select()
    .from(budget)
    .where(and(eq(budget.id, id), isNull(budget.deletedAt)))
    .for("update");
  if (!row) throw noBudget(id);
  return row;
}

export function noBudget(id: number): AppError {
  return new AppError("NOT_FOUND", t("There is no budget {id}", { id }));
}
