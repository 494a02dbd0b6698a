import { answerWinners } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { winnersQuerySchema, winnersSchema } from "@/lib/contract/winners";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: winnersQuerySchema,
  reply: winnersSchema,
  handle: ({ query }) => answerWinners(query),
});
