import { answerSeries } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { seriesQuerySchema, seriesSchema } from "@/lib/contract/series";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: seriesQuerySchema,
  reply: seriesSchema,
  handle: ({ query }) => answerSeries(query),
});
