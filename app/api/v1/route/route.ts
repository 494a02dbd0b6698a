import { requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { decideRoute } from "@/db/breaker/decide-route";
import { routeDecisionSchema, routeQuerySchema } from "@/lib/contract/route-decision";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  query: routeQuerySchema,
  reply: routeDecisionSchema,
  handle: ({ query: { tier, region, request_id } }) => {
    const nowUs = Date.now() * 1000;
    return decideRoute(getDb(), { tier, region, requestId: request_id ?? null, nowUs, random: Math.random });
  },
});
