import { requireScope } from "@/app/_server/caller";
import { answerRead } from "@/app/_server/reads/read-service";
import { requestsQuerySchema } from "@/lib/contract/requests";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: requestsQuerySchema,
  handle: ({ query }) => answerRead("requests", query),
});
