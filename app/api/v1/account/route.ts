import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { getPerson } from "@/db/people/get-person";
import { listSessions } from "@/db/people/list-sessions";
import { accountOperation } from "@/lib/contract/account-operations";

export const GET = implement(accountOperation, async ({ caller: { id, sessionId } }) => {
  const [db, now] = [getDb(), new Date()];
  return {
    person: await getPerson(db, { id }),
    sessions: await listSessions(db, { personId: id, currentId: sessionId, now }),
  };
});
