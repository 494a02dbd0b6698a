import { count, isNull } from "drizzle-orm";
import type { Budget, NewBudget } from "@/lib/contract/budgets";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { budget } from "../schema/budgets";
import { theRow } from "../the-row";
import { columnsOf, toBudget } from "./budget-row";
import { refuseUnknownCurrency } from "./refuse-unknown-currency";

/** Each is evaluated every minute. */
const BUDGETS_MAX = 200;

/** Adds a budget. UNPROCESSABLE beyond BUDGETS_MAX of them, and for a currency without any rate. */
export function createBudget(db: Db, input: { budget: NewBudget; actor: string; now: Date }): Promise<Budget> {
  const { actor, now } = input;
  return db.transaction(async (tx) => {
    await refuseTooMany(tx);
    await refuseUnknownCurrency(tx, input.budget);
    const by = { createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor, termsAt: now };
    const created = toBudget(
      theRow(
        await tx
          .insert(budget)
          .values({ ...columnsOf(input.budget), ...by })
          .returning(),
      ),
    );
    await recordAudit(tx, { actor, action: "budget.create", subject: created.name, after: created, now });
    return created;
  });
}

/** UNPROCESSABLE where there are as many budgets as may be. */
export async function refuseTooMany(tx: Db): Promise<void> {
  const { n } = theRow(await tx.select({ n: count() }).from(budget).where(isNull(budget.deletedAt)));
  if (n >= BUDGETS_MAX) {
    throw new AppError("UNPROCESSABLE", t("There are {n} budgets, and no more than that are allowed", { n }));
  }
}
