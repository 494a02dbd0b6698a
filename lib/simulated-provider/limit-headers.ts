import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Api } from "./call";
import type { Admission, LimitState } from "./rate-limits";

type Headers = Record<string, string>;

/** What a provider says of its limits with each answer, in its dialect; times as the caller's clock sees them. */
export function limitHeaders(api: Api, admission: Admission, realMs: (ms: number) => number, nowMs: number): Headers {
  const headers: Headers = {};
  for (const name of ["requests", "tokens"] as const) {
    const state = admission[name];
    if (state === null) continue;
    const resetMs = realMs(state.resetMs);
    if (api === "messages") Object.assign(headers, anthropicHeaders(name, state, new Date(nowMs + resetMs)));
    else Object.assign(headers, openAiHeaders(name, state, resetMs));
  }
  return headers;
}

/** How long to wait: whole seconds, rounded up, and for OpenAI's clients the exact time in ms. */
export function retryHeaders(api: Api, seconds: number | undefined, realMs: (ms: number) => number): Headers {
  if (seconds === undefined) return {};
  const waitMs = realMs(seconds * SECOND_MS);
  const inSeconds = { "retry-after": String(Math.max(1, Math.ceil(waitMs / SECOND_MS))) };
  return api === "messages" ? inSeconds : { ...inSeconds, "retry-after-ms": String(Math.ceil(waitMs)) };
}

function openAiHeaders(name: string, { limit, remaining }: LimitState, resetMs: number): Headers {
  return {
    [`x-ratelimit-limit-${name}`]: String(limit),
    [`x-ratelimit-remaining-${name}`]: String(remaining),
    [`x-ratelimit-reset-${name}`]: formatReset(resetMs),
  };
}

function anthropicHeaders(name: string, { limit, remaining }: LimitState, resetAt: Date): Headers {
  return {
    [`anthropic-ratelimit-${name}-limit`]: String(limit),
    [`anthropic-ratelimit-${name}-remaining`]: String(remaining),
    [`anthropic-ratelimit-${name}-reset`]: resetAt.toISOString().replace(/\.\d+Z$/, "Z"),
  };
}

/** As OpenAI writes durations: 120ms, 1.5s, 6m0s. */
function formatReset(ms: number): string {
  if (ms < SECOND_MS) return `${Math.ceil(ms)}ms`;
  if (ms < MINUTE_MS) return `${Math.ceil(ms) / SECOND_MS}s`;
  return `${Math.floor(ms / MINUTE_MS)}m${Math.ceil((ms % MINUTE_MS) / SECOND_MS)}s`;
}
