/** What became of an attempt, in the order of their stored codes. */
export const OUTCOMES = [
  "ok",
  "rate_limited",
  "server_error",
  "timeout",
  "client_error",
  "cancelled",
  "refused",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type OutcomeCounts = Record<Outcome, number>;

/** Where the model failed the caller: a caller's own mistake or leaving early is no failure. */
export const FAILED_OUTCOMES = ["rate_limited", "server_error", "timeout"] as const satisfies readonly Outcome[];
/** What says anything about reliability: client errors, cancellations and refusals stay out of every denominator. */
export const JUDGED_OUTCOMES = ["ok", ...FAILED_OUTCOMES] as const satisfies readonly Outcome[];
export type FailedOutcome = (typeof FAILED_OUTCOMES)[number];
export type JudgedOutcome = (typeof JUDGED_OUTCOMES)[number];

/** Stored in rows and sketches of every age: append, never renumber. */
export const OUTCOME_CODES: Readonly<Record<Outcome, number>> = {
  ok: 0,
  rate_limited: 1,
  server_error: 2,
  timeout: 3,
  client_error: 4,
  cancelled: 5,
  refused: 6,
};

export type OutcomeOwner = "caller" | "gateway" | "provider";
/** On whose side it went wrong; nobody's for a success. `refused` is the gateway's own limit, budget or guardrail. */
export const OUTCOME_OWNER: Readonly<Record<Exclude<Outcome, "ok">, OutcomeOwner>> = {
  rate_limited: "provider",
  server_error: "provider",
  timeout: "provider",
  client_error: "caller",
  cancelled: "caller",
  refused: "gateway",
};

/** The outcome a stored code stands for; throws on a code nobody ever wrote. */
export function outcomeOfCode(code: number): Outcome {
  const outcome = OUTCOMES[code];
  if (outcome === undefined) throw new RangeError(`No outcome has the code ${code}`);
  return outcome;
}

/** The outcome an HTTP status implies, or null where it decides nothing (1xx, 3xx, not a status). */
export function outcomeFromHttpStatus(status: number): Outcome | null {
  if (!Number.isInteger(status) || status < 200 || status > 599) return null;
  if (status < 300) return "ok";
  if (status < 400) return null;
  if (status === 429) return "rate_limited";
  if (status === 408 || status === 504) return "timeout";
  if (status === 499) return "cancelled";
  return status < 500 ? "client_error" : "server_error";
}

const FAILED: readonly Outcome[] = FAILED_OUTCOMES;
const JUDGED: readonly Outcome[] = JUDGED_OUTCOMES;

export function isFailure(outcome: Outcome): boolean {
  return FAILED.includes(outcome);
}

export function isJudged(outcome: Outcome): boolean {
  return JUDGED.includes(outcome);
}

/** The sum of the counts of failures. */
export function countFailed(counts: Readonly<Record<FailedOutcome, number>>): number {
  return FAILED_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** The sum of the counts of `ok` and failures. */
export function countJudged(counts: Readonly<Record<JudgedOutcome, number>>): number {
  return counts.ok + countFailed(counts);
}
