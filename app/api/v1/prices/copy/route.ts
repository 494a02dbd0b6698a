import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { copyPrices } from "@/db/prices/copy-prices";
import { copyPriceOperation } from "@/lib/contract/prices";

export const POST = implement(copyPriceOperation, async ({ caller, body }) => ({
  prices: await copyPrices(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
}));
