import { requireScope } from "@/app/_server/caller";
import { checkLogs } from "@/app/_server/ingest/check-logs";
import { getDb } from "@/app/_server/runtime";
import { checkedLogsSchema, logCheckSchema } from "@/lib/contract/log-check";
import { getEnv } from "@/lib/env";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Says what a payload would become. Stores nothing. */
export const POST = defineRoute({
  authenticate: requireScope("logs:write"),
  body: logCheckSchema,
  reply: checkedLogsSchema,
  handle: ({ body }) => checkLogs(getDb(), { ...body, now: new Date(), rawRetentionDays: getEnv().rawRetentionDays }),
});
