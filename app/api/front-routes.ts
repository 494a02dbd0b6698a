import type { FastEndpoint } from "@/app/_server/answer-fast-path";
import { GET as answerLive } from "@/app/api/health/live/route";
import { POST as storeOtlpLogs } from "@/app/api/otel/v1/logs/route";
import { POST as storeTraces } from "@/app/api/otel/v1/traces/route";
import { POST as storeLiteLlm } from "@/app/api/v1/logs/litellm/route";
import { POST as storeLogs } from "@/app/api/v1/logs/route";
import { GET as getPolicies } from "@/app/api/v1/policies/route";
import { GET as streamPolicies } from "@/app/api/v1/policies/stream/route";
import { GET as decideRoute } from "@/app/api/v1/route/route";
import { POST as recordHeartbeat } from "@/app/api/v1/routers/heartbeat/route";

/** The routes that are answered without Next: what routers and probes ask all the time. */
export const fastPaths: readonly FastEndpoint[] = [
  storeLogs,
  storeLiteLlm,
  storeTraces,
  storeOtlpLogs,
  getPolicies,
  streamPolicies,
  recordHeartbeat,
  decideRoute,
  answerLive,
];
