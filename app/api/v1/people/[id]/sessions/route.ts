import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/users/end-sessions";
import { signOutUserOperation } from "@/lib/contract/user-operations";

/** Signs somebody out everywhere. */
export const DELETE = implement(signOutUserOperation, async ({ caller, params }) => {
  await endSessions(getDb(), { userId: params.id, which: "all", actor: actorName(caller), now: new Date() });
});
