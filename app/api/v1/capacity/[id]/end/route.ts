import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endCapacity } from "@/db/capacity/end-capacity";
import { endCapacityOperation } from "@/lib/contract/capacity";

export const POST = implement(endCapacityOperation, ({ caller, params: { id }, body }) =>
  endCapacity(getDb(), { id, end: body, actor: actorName(caller), now: new Date() }),
);
