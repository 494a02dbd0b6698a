import type { Api } from "./call";

/** A call that gets no answer but an error, in no provider's dialect yet. */
export type Refusal = {
  status: number;
  /** As OpenAI names it; null where it names none. */
  code: string | null;
  message: string;
  /** The field of the request that is wrong. */
  param?: string;
  /** In simulated seconds. */
  retryAfterSeconds?: number;
};

export const REFUSALS = {
  rateLimited: (retryAfterSeconds: number): Refusal => ({
    ...{ status: 429, code: "rate_limit_exceeded", message: "Rate limit reached for this model" },
    retryAfterSeconds,
  }),
  serverError: { status: 500, code: null, message: "The server had an error while processing the request" },
  unavailable: { status: 503, code: "overloaded", message: "The model is overloaded" },
  timeout: { status: 504, code: "timeout", message: "The request timed out" },
  contextLength: {
    status: 400,
    code: "context_length_exceeded",
    message: "The input is longer than this model's context",
  },
  contentPolicy: {
    status: 400,
    code: "content_policy_violation",
    message: "The request was rejected by the safety system",
  },
  prefill: {
    status: 400,
    code: null,
    message: "This model does not support assistant message prefill: the last message must be the user's",
  },
} as const;

/** An invalid request in the words of its problem. */
export function invalidRequest(message: string, more: Partial<Refusal> = {}): Refusal {
  return { status: 400, code: null, message, ...more };
}

const OPENAI_TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  429: "rate_limit_error",
  503: "service_unavailable_error",
  504: "timeout_error",
};
const ANTHROPIC_TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};
/** What Anthropic answers where others answer 503. */
const ANTHROPIC_OVERLOADED = 529;

/** The status of a refusal in the dialect of an API. */
export function statusOf(api: Api, { status }: Refusal): number {
  return api === "messages" && status === 503 ? ANTHROPIC_OVERLOADED : status;
}

/** The error body of a refusal in the dialect of an API; `errors` within streams have the same shape. */
export function errorBody(api: Api, refusal: Refusal): { type?: string; error: object } {
  const { code, message } = refusal;
  const status = statusOf(api, refusal);
  const isServers = status >= 500;
  if (api === "messages") {
    const type = ANTHROPIC_TYPES[status] ?? (isServers ? "api_error" : "invalid_request_error");
    return { type: "error", error: { type, message } };
  }
  const type = OPENAI_TYPES[status] ?? (isServers ? "server_error" : "invalid_request_error");
  return { error: { message, type, param: refusal.param ?? null, code } };
}
