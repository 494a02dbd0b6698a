import { and, desc, eq } from "drizzle-orm";
import type { BudgetAlert } from "@/lib/contract/budgets";
import type { Db } from "../client";
import { alertEvent } from "../schema/alert-events";
import { BUDGET_THRESHOLD_KIND, budgetAlertDetailsSchema } from "./alert-details";

/** Thresholds that budgets, or the one asked for, have reached, the latest first. */
export async function listBudgetAlerts(db: Db, input: { id?: number; limit: number }): Promise<BudgetAlert[]> {
  const { id, limit } = input;
  const isAsked = id === undefined ? undefined : eq(alertEvent.budgetId, id);
  const rows = await db
    .select()
    .from(alertEvent)
    .where(and(eq(alertEvent.kind, BUDGET_THRESHOLD_KIND), isAsked))
    .orderBy(desc(alertEvent.id))
    .limit(limit);
  return rows.map((row) => {
    const { dimension: _, value: __, owner: ___, ...details } = budgetAlertDetailsSchema.parse(row.details);
    return {
      ...{ id: row.id, budget_id: row.budgetId ?? 0, budget: row.subject, at: row.at.toISOString() },
      ...details,
      delivered_at: row.deliveredAt?.toISOString() ?? null,
    };
  });
}
