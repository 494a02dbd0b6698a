import { requirePersonCaller } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/people/end-sessions";
import { idParamsSchema } from "@/lib/contract/keys";
import { defineRoute } from "@/lib/http/route";

/** Ends one of one's own sessions. */
export const DELETE = defineRoute({
  authenticate: requirePersonCaller(),
  params: idParamsSchema,
  handle: async ({ caller: { id, email }, params }) => {
    await endSessions(getDb(), { personId: id, which: { only: params.id }, actor: email, now: new Date() });
    return new Response(null, { status: 204 });
  },
});
