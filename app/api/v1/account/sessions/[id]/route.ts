import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/users/end-sessions";
import { endSessionOperation } from "@/lib/contract/account-operations";

/** Ends one of one's own sessions. */
export const DELETE = implement(endSessionOperation, async ({ caller: { id, email }, params }) => {
  await endSessions(getDb(), { userId: id, which: { only: params.id }, actor: email, now: new Date() });
});
