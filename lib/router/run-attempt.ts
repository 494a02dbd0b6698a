import { usageTokens } from "@/lib/ingest/usage/read-usage";
import { type AttemptEnding, AttemptFailure, type AttemptResult } from "./attempt";
import type { CallAnswer } from "./call-answer";
import type { CallLimits } from "./call-limits";
import { LimitTimer } from "./limit-timer";
import { passStream } from "./pass-stream";
import { passWhole } from "./pass-whole";
import type { Candidate } from "./plan-call";
import type { ModelCall } from "./read-call";
import { readRejection } from "./read-rejection";
import { retryAfterMs } from "./retry-wait";
import type { AskUpstream } from "./upstream-client";

export type AttemptInput = {
  call: ModelCall;
  candidate: Candidate;
  limits: CallLimits;
  /** Whether the usage of a stream is asked for though the caller did not. */
  asksUsage: boolean;
  ask: AskUpstream;
  answer: CallAnswer;
  answerHeaders: Readonly<Record<string, string>>;
  upstreamHeaders: Readonly<Record<string, string>>;
};

/** The upstream refused to be asked for usage; it is asked again without. */
export type UsageRefused = { kind: "usage-refused" };

/** Asks one candidate and passes on what it answers; never throws. Whatever is not answered is ended at once. */
export async function runAttempt(input: AttemptInput): Promise<AttemptResult | UsageRefused> {
  const { call, candidate, limits, answer } = input;
  const [startedMs, begin] = [Date.now(), performance.now()];
  const sinceUs = () => Math.round((performance.now() - begin) * 1_000);
  let [ttftUs, httpStatus] = [null as number | null, null as number | null];
  const ending = (how: Pick<AttemptEnding, "outcome" | "errorCode"> & { usage?: AttemptEnding["usage"] }) => ({
    ending: { startedMs, durationUs: sinceUs(), ttftUs, httpStatus, usage: {}, ...how },
  });

  const stop = new AbortController();
  const leave = () => stop.abort(answer.left.reason);
  answer.left.addEventListener("abort", leave);
  if (answer.left.aborted) leave();
  const timer = new LimitTimer(stop);
  if (call.isStreamed) timer.limit(limits.firstTokenMs, "first_token_timeout");
  else timer.limit(limits.timeoutMs, "timeout");
  try {
    stop.signal.throwIfAborted();
    const response = await input.ask({
      ...{ api: call.api, candidate, body: bodyFor(input), isStreamed: call.isStreamed, signal: stop.signal },
      headers: input.upstreamHeaders,
    });
    httpStatus = response.statusCode ?? null;
    if (httpStatus === null || httpStatus < 200 || httpStatus >= 300) {
      const rejection = await readRejection(response, candidate.key);
      response.destroy();
      if (rejection.isUsageUnknown && input.asksUsage) return { kind: "usage-refused" };
      const ended = ending({ outcome: rejection.outcome, errorCode: rejection.errorCode ?? `http_${httpStatus}` });
      if (rejection.isCallers) return { ...ended, kind: "rejected", status: httpStatus ?? 400, body: rejection.body };
      return {
        ...{ ...ended, kind: "failed", isBegun: answer.isBegun },
        retryAfterMs: retryAfterMs(response.headers, Date.now()),
        mayRetrySame: rejection.outcome === "rate_limited" || rejection.outcome === "server_error",
        rejection: rejection.isTooLong ? { status: httpStatus ?? 400, body: rejection.body } : null,
      };
    }
    try {
      const common = { api: call.api, response, answer, headers: input.answerHeaders };
      const onFirstToken = () => {
        ttftUs = sinceUs();
      };
      const usage = call.isStreamed
        ? await passStream({ ...common, limits, timer, wantsUsage: call.wantsUsage, onFirstToken })
        : await passWhole(common);
      return { ...ending({ outcome: "ok", errorCode: null, usage: usageTokens(usage) }), kind: "answered" };
    } finally {
      if (!response.complete) response.destroy();
    }
  } catch (error) {
    if (answer.left.aborted) return { ...ending({ outcome: "cancelled", errorCode: null }), kind: "cancelled" };
    const failure =
      failureIn(stop.signal.reason) ?? failureIn(error) ?? new AttemptFailure("server_error", codeOf(error));
    const ended = ending({ outcome: failure.outcome, errorCode: failure.errorCode });
    if (failure.outcome === "client_error" && !answer.isBegun)
      return { ...ended, kind: "rejected", status: 400, body: "" };
    const mayRetrySame = failure.outcome === "server_error" || failure.outcome === "rate_limited";
    return { ...ended, kind: "failed", isBegun: answer.isBegun, retryAfterMs: null, mayRetrySame, rejection: null };
  } finally {
    timer.clear();
    answer.left.removeEventListener("abort", leave);
  }
}

/** The caller's body, for the model as this upstream names it. */
function bodyFor({ call, candidate, asksUsage }: AttemptInput): string {
  const { body, isStreamed, api } = call;
  const options = body.stream_options;
  return JSON.stringify({
    ...body,
    model: candidate.asked,
    ...(isStreamed && api === "chat" && asksUsage && { stream_options: { ...Object(options), include_usage: true } }),
  });
}

const failureIn = (error: unknown) => (error instanceof AttemptFailure ? error : null);

/** The code of an error of a connection; never its message, which may have addresses in it. */
function codeOf(error: unknown): string {
  const { code, name }: { code?: unknown; name?: unknown } = Object(error);
  return typeof code === "string" ? code : typeof name === "string" ? name : "connection_failed";
}
