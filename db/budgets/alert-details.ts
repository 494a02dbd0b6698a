import { z } from "zod";
import { budgetAlertSchema } from "@/lib/contract/budgets";

export const BUDGET_THRESHOLD_KIND = "budget.threshold";

/** What an event of this kind says beside its subject and its time. */
export const budgetAlertDetailsSchema = budgetAlertSchema
  .pick({ from: true, to: true, tz: true, threshold: true, amount: true, currency: true, spent: true, projected: true })
  .extend({ dimension: z.string().nullable(), value: z.string().nullable(), owner: z.string().nullable() });
export type BudgetAlertDetails = z.infer<typeof budgetAlertDetailsSchema>;
