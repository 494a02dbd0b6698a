import { setTimeout as delay } from "node:timers/promises";
import type { LogRecordInput } from "@/lib/contract/log-record";
import type { PolicyBundle } from "@/lib/contract/policy";
import type { AttemptEnding, AttemptResult, PassedOn } from "./attempt";
import { attemptRecord } from "./attempt-record";
import type { CallAnswer } from "./call-answer";
import { asCallError, CallError } from "./call-error";
import { ANSWER_HEADERS } from "./call-headers";
import { type CallLimits, isOwnHaste, settleLimits } from "./call-limits";
import { failureOfCall } from "./failure-of-call";
import { type CallReason, pickCandidate } from "./pick-candidate";
import { type CallPlan, type Candidate, type PlanInput, planCall } from "./plan-call";
import type { ModelCall } from "./read-call";
import { PATIENCE_MS, retryWaitMs } from "./retry-wait";
import type { RouterBreakers } from "./router-breakers";
import { runAttempt } from "./run-attempt";
import type { AskUpstream } from "./upstream-client";
import type { UpstreamLoad } from "./upstream-load";

/** Whose key a call was made with. */
export type CallCaller = { keyId: string | null; keyName: string };

export type CallContext = Omit<PlanInput, "bundle"> & {
  bundle: PolicyBundle;
  ask: AskUpstream;
  breakers: RouterBreakers;
  load: UpstreamLoad;
  /** Upstreams that refuse to be asked for the usage of streams. */
  withoutUsage: Set<number>;
  /** Takes a record of an attempt; must neither wait nor throw. */
  record: (record: LogRecordInput, caller: CallCaller) => void;
  nowMs: () => number;
  random: () => number;
};

type Asked = {
  call: ModelCall;
  caller: CallCaller;
  answer: CallAnswer;
  upstreamHeaders: Readonly<Record<string, string>>;
};
type Next = { candidate: Candidate; reason: CallReason; waitMs: number };
type Failed = Extract<AttemptResult, { kind: "failed" }>;

const TIMER_SLACK_MS = 50;
const NOT_SENT = { httpStatus: null, errorCode: null, durationUs: 0, ttftUs: null, usage: {} } as const;

/** Answers a call by the first candidate that gives an answer. Whatever comes of it, the answer is ended and logged. */
export async function answerCall(asked: Asked, context: CallContext): Promise<void> {
  const { call, caller, answer } = asked;
  const plan = planCall(call, context);
  const limits = settleLimits(call, plan.timeoutMs);
  const tried = new Set<Candidate>();
  let attempts = 0;
  const first = firstOf(plan, call, context, tried);
  if ("blockedForMs" in first) return refuse(first.blockedForMs);
  let next: Next = first;
  for (;;) {
    const { candidate, reason, waitMs } = next;
    if (waitMs > 0) {
      await delay(waitMs, undefined, { signal: answer.left }).catch(() => undefined);
      const again = afterWait(next);
      if ("blockedForMs" in again) return refuse(again.blockedForMs);
      if (again !== next) {
        next = again;
        continue;
      }
    }
    attempts += 1;
    if (answer.left.aborted && attempts > 1) {
      record(candidate, { ...NOT_SENT, outcome: "cancelled", startedMs: context.nowMs() }, true);
      return;
    }
    const headers = headersOf({ plan, call, candidate, reason, attempts });
    const result = await attemptOnce(asked, { candidate, limits, headers, isRetry: tried.has(candidate) }, context);
    tried.add(candidate);
    if (isOwnHaste(call, plan.timeoutMs, result.ending.errorCode)) result.ending.outcome = "cancelled";
    const { outcome, durationUs, startedMs, ttftUs } = result.ending;
    context.breakers.judge(plan, candidate, { outcome, durationUs, ttftUs, endUs: startedMs * 1_000 + durationUs });
    if (result.kind === "failed" && result.retryAfterMs !== null)
      context.load.rest(candidate.upstream, result.retryAfterMs);
    const following = result.kind === "failed" ? nextAfter(result, candidate) : null;
    record(candidate, result.ending, following === null);
    if (following && result.kind === "failed") {
      if (result.isBegun) await answer.write(restartEvent(call));
      next = following;
      continue;
    }
    if (result.kind === "rejected") passOn(result, result.ending, headers);
    if (result.kind === "failed") {
      if (result.rejection && !result.isBegun) passOn(result.rejection, result.ending, headers);
      else answer.sendError(call.api, failureOfCall(result, candidate, attempts), headers);
    }
    return;
  }

  /** Others may have taken what was waited for: whoever takes calls by now is asked, and a second try only of one that does. */
  function afterWait(waited: Next): Next | { blockedForMs: number } {
    if (tried.size === 0) {
      const picked = firstOf(plan, call, context, tried);
      return "waitMs" in picked && picked.waitMs > 0 ? { blockedForMs: picked.waitMs } : picked;
    }
    const untilMs = context.load.blockedUntilMs(waited.candidate.upstream);
    const leftMs = (untilMs ?? 0) - context.nowMs();
    // A timer may end a moment before the rest that it waited for.
    return leftMs <= TIMER_SLACK_MS ? waited : { blockedForMs: leftMs };
  }

  function nextAfter(failed: Failed, candidate: Candidate): Next | null {
    const isOver = attempts >= plan.maxAttempts || answer.left.aborted;
    if (isOver || (failed.isBegun && (limits.onBreak !== "restart" || call.api !== "chat"))) return null;
    const { breakers, load } = context;
    const picked = pickCandidate(plan, { tried, breakers, load, requestId: call.requestId });
    if (picked.candidate) return { ...picked, waitMs: 0 };
    if (!failed.mayRetrySame || !load.mayRetry(candidate.upstream)) return null;
    const waitMs = retryWaitMs(attempts - tried.size, failed.retryAfterMs, context.random);
    return waitMs > PATIENCE_MS ? null : { candidate, reason: "retry", waitMs };
  }

  function record(candidate: Candidate, ending: AttemptEnding, isFinal: boolean): void {
    const attempt = Math.max(1, attempts);
    context.record(attemptRecord({ call, plan, candidate, ending, attempt, isFinal, keyName: caller.keyName }), caller);
  }

  /** Every upstream has as much as it may be given: the router's own limit, which is no failure of theirs. */
  function refuse(blockedForMs: number): void {
    const how = { outcome: "refused", httpStatus: 429, errorCode: "upstream_limit" } as const;
    if (attempts > 0) attempts += 1;
    record(plan.candidates[0], { ...NOT_SENT, ...how, startedMs: context.nowMs() }, true);
    const message = `Every upstream of ${call.model} has as many calls as it may be given`;
    const retryAfterSeconds = Number.isFinite(blockedForMs) ? blockedForMs / 1_000 : 1;
    const facts = { status: 429, code: "rate_limit_exceeded", retryAfterSeconds, isWorthRetrying: true };
    answer.sendError(call.api, new CallError(message, facts));
  }

  function passOn({ status, body }: PassedOn, ending: AttemptEnding, headers: Record<string, string>): void {
    const code = ending.errorCode ?? "rejected";
    if (body !== "" && !answer.isBegun) answer.sendWhole(status, headers, body);
    else answer.sendError(call.api, new CallError("The provider rejected the request", { status, code }), headers);
  }
}

function firstOf(
  plan: CallPlan,
  call: ModelCall,
  { breakers, load, nowMs }: CallContext,
  tried: ReadonlySet<Candidate>,
): Next | { blockedForMs: number } {
  const picked = pickCandidate(plan, { tried, breakers, load, requestId: call.requestId });
  if (picked.candidate) return { ...picked, waitMs: 0 };
  const blockedForMs = (picked.blockedUntilMs ?? 0) - nowMs();
  if (blockedForMs > PATIENCE_MS) return { blockedForMs };
  return { candidate: plan.candidates[0], reason: "primary_healthy", waitMs: Math.max(0, blockedForMs) };
}

type OneAttempt = { candidate: Candidate; limits: CallLimits; headers: Record<string, string>; isRetry: boolean };

/** One attempt, and what it counts against its upstream; asked once more where only the wish for usage was refused. */
async function attemptOnce(
  { call, answer, upstreamHeaders }: Asked,
  { candidate, limits, headers, isRetry }: OneAttempt,
  { ask, load, withoutUsage }: CallContext,
): Promise<AttemptResult> {
  const { upstream } = candidate;
  const end = load.begin(upstream, { isRetry });
  const common = { call, candidate, limits, ask, answer, upstreamHeaders, answerHeaders: headers };
  let tokens = 0;
  try {
    const mayAsk = call.isStreamed && call.api === "chat" && !call.wantsUsage;
    let result = await runAttempt({ ...common, asksUsage: mayAsk && !withoutUsage.has(upstream.id) });
    if (result.kind === "usage-refused") {
      result = await runAttempt({ ...common, asksUsage: false });
      // Only an answer shows that it was the option; any call can bring about an error that names it.
      if (result.kind === "answered") withoutUsage.add(upstream.id);
    }
    if (result.kind === "usage-refused") throw asCallError(null);
    const { input_tokens: input, output_tokens: output } = result.ending.usage;
    tokens = (input ?? 0) + (output ?? 0);
    return result;
  } finally {
    end(tokens);
  }
}

function headersOf(of: {
  plan: CallPlan;
  call: ModelCall;
  candidate: Candidate;
  reason: CallReason;
  attempts: number;
}) {
  const { plan, call, candidate, reason, attempts } = of;
  return {
    [ANSWER_HEADERS.model]: headerText(candidate.model),
    [ANSWER_HEADERS.upstream]: headerText(candidate.upstream.name),
    [ANSWER_HEADERS.attempts]: String(attempts),
    [ANSWER_HEADERS.policyVersion]: String(plan.policyVersion),
    [ANSWER_HEADERS.decision]: reason,
    [ANSWER_HEADERS.requestId]: headerText(call.requestId),
  };
}

/** Names may have any letters, and headers may not. */
const headerText = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text));

/** Between the pieces of two answers: a client that shows the second must forget the first. */
function restartEvent({ requestId, model }: ModelCall): string {
  const facts = { id: requestId, object: "chat.completion.chunk", created: 0, model, choices: [] };
  return `data: ${JSON.stringify({ ...facts, switchyard: { restarted: true } })}\n\n`;
}
