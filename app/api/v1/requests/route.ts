import { answerRequests } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { requestsQuerySchema, requestsSchema } from "@/lib/contract/requests";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: requestsQuerySchema,
  reply: requestsSchema,
  handle: ({ query }) => answerRequests(query),
});
