import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { removeSubscription } from "@/db/digests/remove-subscription";
import { removeSubscriptionOperation } from "@/lib/contract/digests";

export const DELETE = implement(removeSubscriptionOperation, ({ caller, params: { id } }) =>
  removeSubscription(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
