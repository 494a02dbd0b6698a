import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { removeSubscription } from "@/db/digests/remove-subscription";
import { unsubscribeOwnOperation } from "@/lib/contract/digests";

export const DELETE = implement(unsubscribeOwnOperation, ({ caller: { id: userId, email }, params: { id } }) =>
  removeSubscription(getDb(), { id, userId, actor: email, now: new Date() }),
);
