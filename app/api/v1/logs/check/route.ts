import { requireScope } from "@/app/_server/caller";
import { getIngest } from "@/app/_server/ingest/ingest-service";
import { checkedLogsSchema, logCheckSchema } from "@/lib/contract/log-check";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Says what a payload would become. Stores nothing. */
export const POST = defineRoute({
  authenticate: requireScope("logs:write"),
  body: logCheckSchema,
  reply: checkedLogsSchema,
  handle: ({ body }) => getIngest().check(body),
});
