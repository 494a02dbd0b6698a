import { answerUptime } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { uptimeQuerySchema, uptimeSchema } from "@/lib/contract/uptime";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: uptimeQuerySchema,
  reply: uptimeSchema,
  handle: ({ query }) => answerUptime(query),
});
