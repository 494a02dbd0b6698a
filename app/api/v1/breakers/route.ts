import { requireScope } from "@/app/_server/caller";
import { answerBreakers } from "@/app/_server/model-health";
import { breakersQuerySchema, breakersSchema } from "@/lib/contract/breakers";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  query: breakersQuerySchema,
  reply: breakersSchema,
  handle: ({ query }) => answerBreakers(query),
});
