import { answerStatsModels } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { statsModelsSchema, statsQuerySchema } from "@/lib/contract/stats";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: statsQuerySchema,
  reply: statsModelsSchema,
  handle: ({ query }) => answerStatsModels(query),
});
