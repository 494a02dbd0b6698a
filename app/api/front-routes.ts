import { GET as answerLive } from "@/app/api/health/live/route";
import { POST as storeTraces } from "@/app/api/otel/v1/traces/route";
import { POST as storeLiteLlm } from "@/app/api/v1/logs/litellm/route";
import { POST as storeLogs } from "@/app/api/v1/logs/route";
import { GET as getPolicies } from "@/app/api/v1/policies/route";
import { GET as streamPolicies } from "@/app/api/v1/policies/stream/route";
import { GET as decideRoute } from "@/app/api/v1/route/route";
import { POST as hearRouter } from "@/app/api/v1/routers/heartbeat/route";
import { answerPoll } from "../_server/bundle/answer-poll";

/** What routers and probes ask all the time. */
export const frontRoutes = {
  "POST /api/v1/logs": storeLogs,
  "POST /api/v1/logs/litellm": storeLiteLlm,
  "POST /api/otel/v1/traces": storeTraces,
  "GET /api/v1/policies": getPolicies,
  "GET /api/v1/policies/stream": streamPolicies,
  "POST /api/v1/routers/heartbeat": hearRouter,
  "GET /api/v1/route": decideRoute,
  "GET /api/health/live": answerLive,
};

/** Of these, what fleets of routers poll many times a second. */
export const plainRoutes = { "GET /api/v1/policies": answerPoll };
