import { actorName, requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { discardRejected } from "@/db/rejected-records/discard-rejected";
import { discardedSchema, discardSchema } from "@/lib/contract/rejected-records";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Forgets a group of refused records. */
export const POST = defineRoute({
  authenticate: requireScope("admin"),
  body: discardSchema,
  reply: discardedSchema,
  handle: async ({ caller, body }) => ({
    discarded: await discardRejected(getDb(), { group: body.group, actor: actorName(caller), now: new Date() }),
  }),
});
