import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getSql } from "@/app/_server/runtime";
import { beginUndo } from "@/db/reprice/begin-reprice";
import { loadRepricePrices } from "@/db/reprice/load-reprice-prices";
import { undoRepriceOperation } from "@/lib/contract/reprice";

export const POST = implement(undoRepriceOperation, async ({ caller, params: { id }, body: { reason } }) => {
  const prices = await loadRepricePrices(getDb());
  return beginUndo(getSql(), { id, reason, actor: actorName(caller), now: new Date(), prices });
});
