import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/users/end-sessions";
import { signOutElsewhereOperation } from "@/lib/contract/account-operations";

/** Signs out everywhere else. */
export const DELETE = implement(signOutElsewhereOperation, async ({ caller: { id, email, sessionId } }) => {
  await endSessions(getDb(), { userId: id, which: { allBut: sessionId }, actor: email, now: new Date() });
});
