import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { restoreBudget } from "@/db/budgets/restore-budget";
import { restoreBudgetOperation } from "@/lib/contract/budget-operations";

export const POST = implement(restoreBudgetOperation, ({ caller, params: { id } }) =>
  restoreBudget(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
