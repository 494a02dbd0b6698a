import { requireScope } from "@/app/_server/caller";
import { answerRead } from "@/app/_server/reads/read-service";
import { statsQuerySchema } from "@/lib/contract/stats";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: statsQuerySchema,
  handle: ({ query }) => answerRead("models", query),
});
