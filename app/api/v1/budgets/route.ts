import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { answerContext } from "@/app/_server/reads/read-context";
import { getDb } from "@/app/_server/runtime";
import { createBudget } from "@/db/budgets/create-budget";
import { getBudgets } from "@/db/budgets/get-budgets";
import { budgetsOperation, createBudgetOperation } from "@/lib/contract/budget-operations";
import { csvResponse, csvText } from "@/lib/http/csv";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";
import { budgetTable } from "./budget-table";

export const GET = implement(budgetsOperation, async ({ query }) => {
  const { db, ...context } = await answerContext();
  const answer = await getBudgets(db, context);
  if (query.format === "json") return answer;
  const { header, rows } = budgetTable(answer.budgets);
  return csvResponse(csvText(header, rows), `budgets_${answer.as_of.slice(0, 16)}.csv`);
});

export const POST = implement(createBudgetOperation, async ({ caller, body }) => {
  const created = await createBudget(getDb(), { budget: body, actor: actorName(caller), now: new Date() });
  return new Reply(created, { headers: { etag: versionEtag(created.version) } });
});
