import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { getUser } from "@/db/users/get-user";
import { listSessions } from "@/db/users/list-sessions";
import { accountOperation } from "@/lib/contract/account-operations";

export const GET = implement(accountOperation, async ({ caller: { id, sessionId } }) => {
  const [db, now] = [getDb(), new Date()];
  return {
    person: await getUser(db, { id }),
    sessions: await listSessions(db, { userId: id, currentId: sessionId, now }),
  };
});
