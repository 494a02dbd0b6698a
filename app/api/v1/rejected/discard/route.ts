import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { discardRejected } from "@/db/rejected-records/discard-rejected";
import { discardOperation } from "@/lib/contract/rejected-records";

export const dynamic = "force-dynamic";

/** Forgets a group of rejected records. */
export const POST = implement(discardOperation, async ({ caller, body }) => ({
  discarded: await discardRejected(getDb(), { group: body.group, actor: actorName(caller), now: new Date() }),
}));
