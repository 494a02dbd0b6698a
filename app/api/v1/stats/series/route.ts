import { requireScope } from "@/app/_server/caller";
import { answerRead } from "@/app/_server/reads/read-service";
import { seriesQuerySchema } from "@/lib/contract/series";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: seriesQuerySchema,
  handle: ({ query }) => answerRead("series", query),
});
