import { actorName } from "@/app/_server/caller";
import { readDigests } from "@/app/_server/digests/read-digests";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { addSubscription } from "@/db/digests/add-subscription";
import { addSubscriptionOperation, digestsOperation } from "@/lib/contract/digests";

export const GET = implement(digestsOperation, () => readDigests(new Date()));

export const POST = implement(addSubscriptionOperation, ({ caller, body: { address, ...choice } }) =>
  addSubscription(getDb(), { choice, address, actor: actorName(caller), now: new Date() }),
);
