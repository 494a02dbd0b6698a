import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { withdrawExclusion } from "@/db/exclusions/withdraw-exclusion";
import { withdrawExclusionOperation } from "@/lib/contract/exclusions";

export const DELETE = implement(withdrawExclusionOperation, ({ caller, params: { id } }) =>
  withdrawExclusion(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
