import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { queueTest } from "@/db/alerts/queue-test";
import { testChannelOperation } from "@/lib/contract/alert-operations";

export const POST = implement(testChannelOperation, ({ caller, params: { id } }) =>
  queueTest(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
