import { actorName, requireScope } from "@/app/_server/caller";
import { replayRefused } from "@/app/_server/ingest/replay-refused";
import { replayedSchema, replaySchema } from "@/lib/contract/rejected-records";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Sends refused records again after a fix, or says what would become of them. */
export const POST = defineRoute({
  authenticate: requireScope("admin"),
  body: replaySchema,
  reply: replayedSchema,
  handle: ({ caller, body }) => replayRefused(body, actorName(caller)),
});
