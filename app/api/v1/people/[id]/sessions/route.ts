import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/people/end-sessions";
import { signOutPersonOperation } from "@/lib/contract/people-operations";

/** Signs somebody out everywhere. */
export const DELETE = implement(signOutPersonOperation, async ({ caller, params }) => {
  await endSessions(getDb(), { personId: params.id, which: "all", actor: actorName(caller), now: new Date() });
});
