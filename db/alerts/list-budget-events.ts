import { sql } from "drizzle-orm";
import { z } from "zod";
import { BUDGET_THRESHOLD_KIND, budgetAlertDetailsSchema } from "../budgets/alert-details";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const eventSchema = z.object({
  id: z.coerce.number(),
  at: z.coerce.date(),
  subject: z.string(),
  budget_id: z.number(),
  details: budgetAlertDetailsSchema,
});
export type BudgetEvent = z.infer<typeof eventSchema>;

/** The thresholds that budgets have reached, as they are agreed now, in periods that end after an instant. */
export function listBudgetEvents(
  db: Db,
  { budgetId, runsAfter }: { budgetId: number | null; runsAfter: Date },
): Promise<BudgetEvent[]> {
  return selectRows(
    db,
    sql`select e.id::text, e.at, e.subject, e.budget_id, e.details
      from alert_event e join budget b on b.id = e.budget_id
      where e.kind = ${BUDGET_THRESHOLD_KIND} and b.deleted_at is null
        and starts_with(e.key, 'budget:' || b.id || ':' || b.terms_version || ':')
        and (e.details->>'to')::timestamptz > ${runsAfter.toISOString()}::timestamptz
        and (${budgetId}::integer is null or b.id = ${budgetId}::integer)
      order by e.id`,
    eventSchema,
  );
}

/** The labels of the alert that such a threshold is. */
export function budgetLabels({ subject, budget_id, details: { threshold } }: BudgetEvent): Record<string, string> {
  return { budget: subject, budget_id: String(budget_id), threshold: `${threshold.percent} % ${threshold.of}` };
}
