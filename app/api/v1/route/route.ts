import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { decideRoute } from "@/db/breaker/decide-route";
import { routeDecisionOperation } from "@/lib/contract/route-decision";

export const GET = implement(routeDecisionOperation, ({ query: { tier, region, request_id } }) => {
  const nowUs = Date.now() * 1000;
  return decideRoute(getDb(), { tier, region, requestId: request_id ?? null, nowUs, random: Math.random });
});
