export const BREAK_MANNERS = ["error", "buffer", "restart"] as const;
/** What becomes of a stream that breaks: ended with an error, held back until it is whole, or begun again elsewhere. */
export type BreakManner = (typeof BREAK_MANNERS)[number];

export type CallLimits = {
  /** Of an answer in one piece. */
  timeoutMs: number;
  /** Of a stream, until its first token. */
  firstTokenMs: number;
  /** Of a stream, between two of its events. */
  idleMs: number;
  onBreak: BreakManner;
};

/** Of every call, unless its tier has a shorter timeout or the call's own headers ask for something else. */
const ROUTER_LIMITS = { firstTokenMs: 10_000, idleMs: 15_000, onBreak: "error" } as const;

/** Of a call that names a model and no tier. */
export const DIRECT_CALL = { timeoutMs: 60_000, maxAttempts: 2 } as const;

/** How long a stream that has given its reason to finish is waited for: usage and end mark may still come. */
export const AFTER_FINISH_MS = 1_000;

/** Clients of OpenAI keep any Retry-After, however long, and their callers wait with them. */
export const RETRY_AFTER_MAX_SECONDS = 60;

/** The limits of one call: its own, else the router's, within its tier's timeout. */
export function settleLimits(
  own: { firstTokenMs: number | null; idleMs: number | null; onBreak: BreakManner | null },
  timeoutMs: number,
): CallLimits {
  return {
    timeoutMs,
    firstTokenMs: own.firstTokenMs ?? Math.min(ROUTER_LIMITS.firstTokenMs, timeoutMs),
    idleMs: own.idleMs ?? ROUTER_LIMITS.idleMs,
    onBreak: own.onBreak ?? ROUTER_LIMITS.onBreak,
  };
}

/** Whether a timeout came of a limit by which a caller asked for less than anybody else would be given: it says nothing of the upstream. */
export function isOwnHaste(
  own: { firstTokenMs: number | null; idleMs: number | null },
  timeoutMs: number,
  errorCode: string | null,
): boolean {
  const usual = settleLimits({ firstTokenMs: null, idleMs: null, onBreak: null }, timeoutMs);
  if (errorCode === "first_token_timeout") return (own.firstTokenMs ?? usual.firstTokenMs) < usual.firstTokenMs;
  if (errorCode === "stream_idle") return (own.idleMs ?? usual.idleMs) < usual.idleMs;
  return false;
}
