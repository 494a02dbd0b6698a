import { requireScope } from "@/app/_server/caller";
import { answerRead } from "@/app/_server/reads/read-service";
import { uptimeQuerySchema } from "@/lib/contract/uptime";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: uptimeQuerySchema,
  handle: ({ query }) => answerRead("uptime", query),
});
