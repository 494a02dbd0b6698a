import { implement } from "@/app/_server/implement";
import { answerContext } from "@/app/_server/reads/read-context";
import { listMonths } from "@/db/months/list-months";
import { monthsOperation } from "@/lib/contract/months";

export const GET = implement(monthsOperation, async ({ query }) => {
  const { db, ...context } = await answerContext();
  return listMonths(db, { ...query, ...context });
});
