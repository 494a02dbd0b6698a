import type { ErrorCode } from "@/lib/contract/error";
import { ERROR_STATUS, isAppError } from "@/lib/contract/error";
import type { Api } from "./apis";
import { RETRY_AFTER_MAX_SECONDS } from "./call-limits";

type ErrorFacts = {
  status: number;
  code: string;
  param?: string | null;
  retryAfterSeconds?: number | null;
  /** Whether the same call a moment later may fare better, and nobody has tried that yet. */
  isWorthRetrying?: boolean;
};

/** Why a call gets no answer; its message is for the caller, and has neither prompts nor keys in it. */
export class CallError extends Error {
  override name = "CallError";
  readonly facts: ErrorFacts;

  constructor(message: string, facts: ErrorFacts) {
    super(message);
    this.facts = facts;
  }
}

export const badCall = (message: string, param: string | null = null, code = "invalid_request") =>
  new CallError(message, { status: 400, code, param });

const CODES: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: "invalid_api_key",
  FORBIDDEN: "insufficient_permissions",
  TOO_LARGE: "request_too_large",
  UNAVAILABLE: "unavailable",
  INVALID: "invalid_request",
};

/** Any error as one that a caller may be given; what is no business of theirs becomes an opaque 500. */
export function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (!isAppError(error)) return new CallError("Something went wrong in Switchyard", { status: 500, code: "internal" });
  const { code, retryAfterSeconds = null } = error;
  return new CallError(error.message, {
    status: ERROR_STATUS[code],
    code: CODES[code] ?? code.toLowerCase(),
    retryAfterSeconds,
    isWorthRetrying: retryAfterSeconds !== null,
  });
}

/** An error in the shape that clients of this API understand. */
export function errorBody(api: Api, { message, facts }: CallError): unknown {
  const type = typeOf(facts.status);
  if (api === "messages") return { type: "error", error: { type: type.anthropic, message } };
  return { error: { message, type: type.openai, param: facts.param ?? null, code: facts.code } };
}

/** The same as the last event of a stream that has begun. */
export function errorEvent(api: Api, error: CallError): string {
  const body = errorBody(api, error);
  if (api === "messages") return `event: error\ndata: ${JSON.stringify(body)}\n\n`;
  if (api !== "responses") return `data: ${JSON.stringify(body)}\n\n`;
  const { message, facts } = error;
  return `event: error\ndata: ${JSON.stringify({ type: "error", code: facts.code, message, param: null })}\n\n`;
}

/** Clients retry by themselves, one of them for an hour: they are asked not to where the router has tried everything. */
export function errorHeaders({ facts }: CallError): Record<string, string> {
  const { retryAfterSeconds: seconds, status, isWorthRetrying = false } = facts;
  return {
    ...(seconds != null && {
      "retry-after": String(Math.min(Math.max(1, Math.ceil(seconds)), RETRY_AFTER_MAX_SECONDS)),
    }),
    ...((status === 408 || status === 409 || status === 429 || status >= 500) && {
      "x-should-retry": String(isWorthRetrying),
    }),
  };
}

function typeOf(status: number): { openai: string; anthropic: string } {
  if (status === 401) return { openai: "authentication_error", anthropic: "authentication_error" };
  if (status === 403) return { openai: "permission_error", anthropic: "permission_error" };
  if (status === 404) return { openai: "invalid_request_error", anthropic: "not_found_error" };
  if (status === 413) return { openai: "invalid_request_error", anthropic: "request_too_large" };
  if (status === 429) return { openai: "rate_limit_error", anthropic: "rate_limit_error" };
  if (status < 500) return { openai: "invalid_request_error", anthropic: "invalid_request_error" };
  return { openai: "server_error", anthropic: status === 503 ? "overloaded_error" : "api_error" };
}
