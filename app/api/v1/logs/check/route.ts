import { requireScope } from "@/app/_server/caller";
import { checkedLogsSchema, logCheckSchema } from "@/lib/contract/log-check";
import { defineRoute } from "@/lib/http/route";
import { checkPayload } from "@/lib/ingest/check-payload";

export const dynamic = "force-dynamic";

/** Says what a payload would become. Stores nothing. */
export const POST = defineRoute({
  authenticate: requireScope("logs:write"),
  body: logCheckSchema,
  reply: checkedLogsSchema,
  handle: ({ body }) => checkPayload({ ...body, nowUs: Date.now() * 1_000 }),
});
