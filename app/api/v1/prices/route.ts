import { answerPrices } from "@/app/_server/answer-prices";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { addPrice } from "@/db/prices/add-price";
import { addPriceOperation, pricesOperation } from "@/lib/contract/prices";

export const GET = implement(pricesOperation, ({ query }) => answerPrices(query));

export const POST = implement(addPriceOperation, ({ caller, body }) =>
  addPrice(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
);
