import { requireScope } from "@/app/_server/caller";
import { answerRead } from "@/app/_server/reads/read-service";
import { distributionQuerySchema } from "@/lib/contract/distribution";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: distributionQuerySchema,
  handle: ({ query }) => answerRead("distribution", query),
});
