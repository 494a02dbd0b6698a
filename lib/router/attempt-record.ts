import { randomUUID } from "node:crypto";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { APIS } from "./apis";
import type { AttemptEnding } from "./attempt";
import type { CallPlan, Candidate } from "./plan-call";
import type { ModelCall } from "./read-call";

/** As this router is called in records. */
const ROUTER = "bundled";
const CODE_CHARACTERS = 200;

/** The log record of an attempt. What an attempt that failed has used nobody reported, so that it is unknown. */
export function attemptRecord(input: {
  call: ModelCall;
  plan: CallPlan;
  candidate: Candidate;
  ending: AttemptEnding;
  attempt: number;
  isFinal: boolean;
  keyName: string;
}): LogRecordInput {
  const { call, plan, candidate, ending, attempt, isFinal, keyName } = input;
  const { app, team, feature, consumer, session, requestId, isStreamed, api } = call;
  const { usage, ttftUs, httpStatus, errorCode } = ending;
  return {
    ...{ id: randomUUID(), request_id: requestId, attempt, final: isFinal },
    started_at: new Date(ending.startedMs).toISOString(),
    duration_ms: ending.durationUs / 1_000,
    ttft_ms: ttftUs === null ? null : ttftUs / 1_000,
    ...{ model: candidate.model, requested_model: call.model.slice(0, CODE_CHARACTERS), tier: plan.tier },
    ...{ provider: candidate.upstream.provider, region: candidate.upstream.region, operation: APIS[api].operation },
    ...{ app, team, feature, consumer, session, key: keyName, router: ROUTER },
    ...{ streamed: isStreamed, outcome: ending.outcome, http_status: httpStatus, policy_version: plan.policyVersion },
    error_code: errorCode === null ? null : errorCode.slice(0, CODE_CHARACTERS) || null,
    ...usage,
  };
}
