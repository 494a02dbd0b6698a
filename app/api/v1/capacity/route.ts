import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { addCapacity } from "@/db/capacity/add-capacity";
import { toCapacity } from "@/db/capacity/capacity-row";
import { listCapacity } from "@/db/capacity/list-capacity";
import { addCapacityOperation, capacityOperation } from "@/lib/contract/capacity";

export const GET = implement(capacityOperation, async () => ({
  capacity: (await listCapacity(getReadDb())).map(toCapacity),
}));

export const POST = implement(addCapacityOperation, ({ caller, body }) =>
  addCapacity(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
);
