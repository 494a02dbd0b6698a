import { count } from "drizzle-orm";
import { createBudget } from "@/db/budgets/create-budget";
import type { Db } from "@/db/client";
import { budget } from "@/db/schema/budgets";
import { theRow } from "@/db/the-row";
import { newBudgetSchema } from "@/lib/contract/budgets";
import { DEMO_FINANCE_EMAIL } from "@/lib/domain/access/demo-users";

const BUDGETS = [
  { name: "All models", amount: "350", thresholds: [{ percent: 80 }, { percent: 100, of: "projected" }] },
  { name: "Flagship model", dimension: "model", value: "kimi-k2.5", amount: "60", thresholds: [{ percent: 100 }] },
  { name: "Premium tier, weekly", dimension: "tier", value: "premium", amount: "40", period: "week" },
];

/** Budgets of the demo's finance user, of which one is overspent. Does nothing where there is or was a budget. */
export async function seedDemoBudgets(db: Db, { now }: { now: Date }): Promise<void> {
  const { n } = theRow(await db.select({ n: count() }).from(budget));
  if (n > 0) return;
  const owner = DEMO_FINANCE_EMAIL;
  for (const one of BUDGETS) {
    await createBudget(db, { budget: newBudgetSchema.parse({ ...one, owner }), actor: owner, now });
  }
}
