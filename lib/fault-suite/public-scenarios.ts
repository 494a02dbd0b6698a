import { type Scenario, scenario } from "./scenario";

const by = (given: Parameters<typeof scenario>[1]) => scenario("public", given);
const ANSWER = "A whole answer, within its time";
const FALLBACK_ONCE = "The fallback is asked once, the primary at most twice";

/** The failures that gateways are compared by in public: sixteen. */
export const PUBLIC_SCENARIOS: readonly Scenario[] = [
  by({
    ...{ id: "rate-limited-once", title: "429 with Retry-After, once" },
    ...{ provider: "Refuses the first request with 429 and Retry-After", caller: ANSWER },
    seen: "One request more than answers, on whichever model",
    primary: [{ kind: "rate-limited-once" }],
  }),
  by({
    ...{ id: "rate-limited", title: "429 always", provider: "Refuses every request with 429 and Retry-After" },
    ...{ caller: ANSWER, seen: FALLBACK_ONCE, primary: [{ kind: "rate-limited" }] },
    expect: { answeredBy: "fallback" },
  }),
  by({
    ...{ id: "server-error-once", title: "500 once", provider: "Fails the first request with 500", caller: ANSWER },
    ...{ seen: "One request more than answers", primary: [{ kind: "server-error-once" }] },
  }),
  by({
    ...{ id: "unavailable", title: "503 always", provider: "Refuses every request with 503", caller: ANSWER },
    ...{ seen: FALLBACK_ONCE, primary: [{ kind: "unavailable" }], expect: { answeredBy: "fallback" } },
  }),
  by({
    ...{ id: "reset-before-headers", title: "Connection reset before headers", provider: "Resets every connection" },
    ...{ caller: ANSWER, seen: FALLBACK_ONCE, primary: [{ kind: "reset-before-headers" }] },
    expect: { answeredBy: "fallback" },
  }),
  by({
    ...{ id: "no-answer", title: "No answer for 120 s", provider: "Is silent for 120 s" },
    ...{ caller: `${ANSWER}: the first-token limit and one answer`, primary: [{ kind: "no-answer" }] },
    seen: "The primary is left at the first-token limit, and the fallback asked once",
    expect: { answeredBy: "fallback", primaryMax: 1 },
  }),
  by({
    ...{ id: "slow-first-token", title: "First token after 20 s", provider: "Sends headers at once, words after 20 s" },
    ...{ caller: `${ANSWER}: headers are no token`, primary: [{ kind: "slow-first-token" }] },
    seen: "The primary is left at the first-token limit, and the fallback asked once",
    expect: { answeredBy: "fallback", primaryMax: 1, withinMs: 18_000 },
  }),
  by({
    ...{
      id: "cut-stream",
      title: "Stream cut after 40 of 60 tokens",
      provider: "Closes the connection after 40 tokens",
    },
    ...{ caller: "A whole answer: nothing cut, nothing twice", seen: FALLBACK_ONCE, primary: [{ kind: "cut-stream" }] },
    expect: { answeredBy: "fallback" },
  }),
  by({
    ...{ id: "stalled-stream", title: "Silent for 30 s after 20 tokens", provider: "Stops after 20 tokens for 30 s" },
    ...{ caller: "A whole answer: nothing cut, nothing twice", primary: [{ kind: "stalled-stream" }] },
    seen: "The primary is left at the idle limit",
    expect: { answeredBy: "fallback", withinMs: 25_000 },
  }),
  by({
    ...{ id: "malformed-chunk", title: "Malformed tenth chunk", provider: "Sends a tenth event that is no JSON" },
    ...{ caller: "A whole answer, every event of it JSON", seen: "At most one request to each" },
    ...{ primary: [{ kind: "malformed-chunk" }], expect: { primaryMax: 1 } },
  }),
  by({
    ...{ id: "missing-done", title: "Missing [DONE]", provider: "Ends the stream without its end mark" },
    ...{ caller: "A whole answer with its end mark, as soon as the stream ends", seen: "One request" },
    ...{ primary: [{ kind: "missing-done" }], expect: { primaryMax: 1, withinMs: 20_000 } },
  }),
  by({
    ...{ id: "context-length-exceeded", title: "400 context_length_exceeded", provider: "Has too short a context" },
    ...{ caller: "A whole answer of the fallback, whose context is longer" },
    ...{ seen: "The primary is asked once", primary: [{ kind: "context-length-exceeded" }] },
    expect: { answeredBy: "fallback", primaryMax: 1 },
  }),
  by({
    ...{ id: "content-policy-violation", title: "400 content_policy_violation", provider: "Rejects the content" },
    ...{ caller: "The rejection itself", seen: "One request to the primary, none to the fallback" },
    primary: [{ kind: "content-policy-violation" }],
    expect: { answer: { status: 400, code: "content_policy_violation" }, primaryMax: 1, fallbackMax: 0 },
  }),
  by({
    ...{ id: "refused-prefill", title: "Fallback that refuses a prefill" },
    provider: "The primary cuts its stream; the fallback refuses to continue somebody else's words",
    ...{
      caller: "A whole answer",
      seen: "The fallback is asked from the beginning",
      primary: [{ kind: "cut-stream" }],
    },
    ...{ fallback: [{ kind: "refused-prefill" }], expect: { answeredBy: "fallback", fallbackMax: 2 } },
  }),
  by({
    ...{ id: "unavailable-for-a-minute", title: "503 for 60 s, then healthy", provider: "Refuses with 503 for 60 s" },
    ...{ caller: "Whole answers, twelve in two minutes", seen: "The primary answers again once it is healthy" },
    ...{ primary: [{ kind: "unavailable-for-a-minute" }], calls: 12, everyMs: 10_000 },
    expect: { answeredBy: "primary" },
  }),
  by({
    ...{ id: "fallback-accounting", title: "Persistent 503, with fallback accounting", provider: "Refuses with 503" },
    ...{ caller: "Answers that name the model which gave them, and its usage alone", isStreamed: false, calls: 5 },
    ...{ seen: "No more requests to the primary than there are calls", primary: [{ kind: "unavailable" }] },
    expect: { answeredBy: "fallback", primaryMax: 1 },
  }),
];
