import { requirePersonCaller } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { getPerson } from "@/db/people/get-person";
import { listSessions } from "@/db/people/list-sessions";
import { accountSchema } from "@/lib/contract/account";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requirePersonCaller({ evenTemporary: true }),
  reply: accountSchema,
  handle: async ({ caller: { id, sessionId } }) => {
    const [db, now] = [getDb(), new Date()];
    return {
      person: await getPerson(db, { id }),
      sessions: await listSessions(db, { personId: id, currentId: sessionId, now }),
    };
  },
});
