import { expect, test } from "vitest";
import { envoy } from "./envoy";

const LINE = {
  ...{ start_time: "2026-11-20T16:51:37.894Z", duration: 812, response_code: 200, method: "POST" },
  ...{ "x-request-id": "r-1", "x-envoy-origin-path": "/v1/chat/completions", upstream_host: "203.0.113.9:443" },
};
const V1 = {
  ...LINE,
  ...{ "gen_ai.request.model": "gpt-4o-mini", "gen_ai.response.model": null },
  ...{ "gen_ai.provider.name": "default/mistral/route/r/rule/0/ref/0", "gen_ai.usage.input_tokens": 30 },
  ...{ "gen_ai.usage.output_tokens": 9, "gen_ai.usage.reasoning_tokens": 4 },
};
const only = (line: object) => envoy.read({ text: JSON.stringify(line), receivedAtUs: 0 })[0];

test("the names that 1.x writes by default are read, and what was asked beside what answered", () => {
  expect(only(V1)).toMatchObject({
    record: {
      ...{ model: "gpt-4o-mini", requested_model: "gpt-4o-mini", provider: "mistral", outcome: "ok" },
      ...{ input_tokens: 30, output_tokens: 9, reasoning_tokens: 4, duration_ms: 812 },
    },
  });
  expect(only({ ...V1, "gen_ai.response.model": "gpt-4o-mini-2024-07-18" })).toMatchObject({
    record: { model: "gpt-4o-mini-2024-07-18", requested_model: "gpt-4o-mini" },
  });
  expect(only({ ...V1, "gen_ai.usage.cached_input_tokens": 10 })).toMatchObject({
    record: { cached_input_tokens: 10 },
  });
});

test.each([
  ["URX", 429, "rate_limited", 429, null],
  ["UpstreamRetryLimitExceeded", 503, "server_error", 503, null],
  ["UF,URX", 503, "server_error", 503, "UF"],
  ["URX,UT", 504, "timeout", 504, "UT"],
  ["DC", 200, "cancelled", null, "DC"],
  ["DownstreamRemoteReset", 0, "cancelled", null, "DR"],
  ["SI", 408, "timeout", 408, "SI"],
  ["UMSDR", 200, "timeout", null, "UMSDR"],
  ["UPE", 502, "server_error", 502, "UPE"],
  ["UO", 503, "refused", 503, "UO"],
  ["RL", 429, "refused", 429, "RL"],
  ["UAEX", 403, "refused", 403, "UAEX"],
  ["NR", 404, "refused", 404, "NR"],
  ["DPE", 400, "client_error", 400, "DPE"],
  ["DI", 200, "ok", 200, null],
  ["-", 429, "rate_limited", 429, null],
])("flag %s with status %i is %s", (response_flags, response_code, outcome, http_status, error_code) => {
  expect(only({ ...V1, response_flags, response_code })).toMatchObject({
    record: { outcome, http_status, error_code },
  });
});

test.each([
  ["/v1/embeddings", "is an embedding call"],
  ["/openai/deployments/e/embeddings?api-version=2025", "is an embedding call"],
  ["/v1/images/generations", "is an image call"],
  ["/v1/audio/speech", "is a speech call"],
  ["/v1/audio/transcriptions", "is a transcription call"],
  ["/cohere/v2/rerank", "is a rerank call"],
  ["/v1/moderations", "is a moderation call"],
  ["/v1/messages/count_tokens", "is a call that makes no text"],
  ["/v1/messages/batches", "is a batch job"],
])("a call of %s %s", (path, ignored) => {
  expect(only({ ...V1, "x-envoy-origin-path": path })).toEqual({ ignored });
});

test.each([
  ...["/v1/chat/completions", "/anthropic/v1/messages", "/v1/completions", "/v1/responses", "/realtime/v1/messages"],
  ...[
    "/v1beta/models/gemini-2.5-pro:streamGenerateContent",
    "/model/us.amazon.nova-lite-v1:0/converse",
    "/own/path",
    "-",
  ],
])("a call of %s is an attempt", (path) => {
  expect(only({ ...V1, "x-envoy-origin-path": path })).toHaveProperty("record");
});

test("an answer that is read again or deleted is no call", () => {
  for (const method of ["GET", "DELETE"]) {
    expect(only({ ...V1, method, "x-envoy-origin-path": "/v1/responses/resp_1" })).toHaveProperty("ignored");
  }
});
