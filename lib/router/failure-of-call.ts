import type { AttemptResult } from "./attempt";
import { CallError } from "./call-error";
import type { Candidate } from "./plan-call";

/** What the caller is answered when the last attempt has failed too. */
export function failureOfCall(
  { ending, isBegun, retryAfterMs }: Extract<AttemptResult, { kind: "failed" }>,
  { upstream }: Candidate,
  attempts: number,
): CallError {
  const last = `the last of ${attempts} ${attempts === 1 ? "attempt" : "attempts"} was at ${upstream.name}: ${ending.errorCode}`;
  if (isBegun) {
    const message = `The answer broke off, and what came of it is not whole; ${last}`;
    return new CallError(message, { status: 502, code: "upstream_stream_broken" });
  }
  if (ending.outcome === "rate_limited") {
    const retryAfterSeconds = retryAfterMs === null ? 1 : retryAfterMs / 1_000;
    const facts = { status: 429, code: "rate_limit_exceeded", retryAfterSeconds, isWorthRetrying: true };
    return new CallError(`Every upstream is at its rate limit; ${last}`, facts);
  }
  if (ending.outcome === "timeout") {
    return new CallError(`No upstream answered in time; ${last}`, { status: 504, code: "upstream_timeout" });
  }
  const code = ending.outcome === "client_error" ? "upstream_misconfigured" : "upstream_error";
  return new CallError(`No upstream answered; ${last}`, { status: 502, code });
}
