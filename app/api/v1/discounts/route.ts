import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { answerContext } from "@/app/_server/reads/read-context";
import { getDb } from "@/app/_server/runtime";
import { addDiscount } from "@/db/prices/add-discount";
import { getDiscounts } from "@/db/prices/get-discounts";
import { addDiscountOperation, discountsOperation } from "@/lib/contract/discounts";
import { csvResponse, csvText } from "@/lib/http/csv";
import { discountTable } from "./discount-table";

export const GET = implement(discountsOperation, async ({ query }) => {
  const { db, ...context } = await answerContext();
  const answer = await getDiscounts(db, context);
  if (query.format === "json") return answer;
  const { header, rows } = discountTable(answer);
  return csvResponse(csvText(header, rows), `discounts_${answer.as_of.slice(0, 16)}.csv`);
});

export const POST = implement(addDiscountOperation, ({ caller, body }) =>
  addDiscount(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
);
