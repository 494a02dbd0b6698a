import type { Outcome } from "@/lib/domain/outcome";

/** Words for how a call ended, in lower case without spaces; a file's column of them needs no mapping. */
const WORDS: Readonly<Record<Outcome, readonly string[]>> = {
  ok: ["ok", "success", "succeeded", "successful", "completed", "complete", "done", "passed", "status_code_ok"],
  rate_limited: ["rate_limited", "rate_limit", "ratelimited", "ratelimit", "throttled", "too_many_requests", "quota"],
  server_error: ["server_error", "error", "failed", "failure", "fail", "err", "exception", "status_code_error"],
  timeout: ["timeout", "timed_out", "timedout", "time_out", "deadline_exceeded"],
  client_error: ["client_error", "bad_request", "invalid_request"],
  cancelled: ["cancelled", "canceled", "aborted", "abort", "interrupted", "client_closed"],
  refused: ["refused", "blocked", "guardrail", "budget_exceeded"],
};
const OUTCOMES = new Map(
  // The key of a record with these keys.
  Object.entries(WORDS).flatMap(([outcome, words]) => words.map((word) => [word, outcome as Outcome] as const)),
);

/** The outcome that a word of a file means, or null where it is none of them. */
export function writtenOutcome(text: string): Outcome | null {
  return OUTCOMES.get(text.toLowerCase().replace(/[\s.-]+/g, "_")) ?? null;
}
