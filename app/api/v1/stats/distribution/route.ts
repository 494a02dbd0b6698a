import { answerDistribution } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { distributionQuerySchema, distributionSchema } from "@/lib/contract/distribution";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: distributionQuerySchema,
  reply: distributionSchema,
  handle: ({ query }) => answerDistribution(query),
});
