import { actorName, requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { endSessions } from "@/db/people/end-sessions";
import { idParamsSchema } from "@/lib/contract/keys";
import { defineRoute } from "@/lib/http/route";

/** Signs somebody out everywhere. */
export const DELETE = defineRoute({
  authenticate: requireScope("admin"),
  params: idParamsSchema,
  handle: async ({ caller, params }) => {
    await endSessions(getDb(), { personId: params.id, which: "all", actor: actorName(caller), now: new Date() });
    return new Response(null, { status: 204 });
  },
});
