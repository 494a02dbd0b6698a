import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endDiscount } from "@/db/prices/end-discount";
import { endDiscountOperation } from "@/lib/contract/discounts";

export const POST = implement(endDiscountOperation, ({ caller, params: { id }, body }) =>
  endDiscount(getDb(), { id, end: body, actor: actorName(caller), now: new Date() }),
);
