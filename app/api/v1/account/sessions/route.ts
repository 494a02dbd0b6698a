import { requirePersonCaller } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/people/end-sessions";
import { defineRoute } from "@/lib/http/route";

/** Signs out everywhere else. */
export const DELETE = defineRoute({
  authenticate: requirePersonCaller(),
  handle: async ({ caller: { id, email, sessionId } }) => {
    await endSessions(getDb(), { personId: id, which: { allBut: sessionId }, actor: email, now: new Date() });
    return new Response(null, { status: 204 });
  },
});
