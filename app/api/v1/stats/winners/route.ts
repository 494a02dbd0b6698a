import { requireScope } from "@/app/_server/caller";
import { answerRead } from "@/app/_server/reads/read-service";
import { winnersQuerySchema } from "@/lib/contract/winners";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: winnersQuerySchema,
  handle: ({ query }) => answerRead("winners", query),
});
