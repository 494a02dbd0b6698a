import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { answerContext } from "@/app/_server/reads/read-context";
import { getDb } from "@/app/_server/runtime";
import { changeBudget } from "@/db/budgets/change-budget";
import { deleteBudget } from "@/db/budgets/delete-budget";
import { getBudget } from "@/db/budgets/get-budgets";
import { budgetOperation, changeBudgetOperation, deleteBudgetOperation } from "@/lib/contract/budget-operations";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(budgetOperation, async ({ params: { id } }) => {
  const { db, ...context } = await answerContext();
  const budget = await getBudget(db, { id, ...context });
  return new Reply(budget, { headers: { etag: versionEtag(budget.version) } });
});

export const PATCH = implement(changeBudgetOperation, async ({ request, caller, params: { id }, body }) => {
  const edit = { id, change: body, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() };
  const changed = await changeBudget(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteBudgetOperation, ({ request, caller, params: { id } }) =>
  deleteBudget(getDb(), { id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() }),
);
