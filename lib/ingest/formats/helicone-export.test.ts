import { expect, test } from "vitest";
import { helicone } from "./helicone";

const read = (body: unknown) => helicone.read({ text: JSON.stringify(body), receivedAtUs: 0 });
const ROW = {
  ...{ request_id: "r-1", response_id: "p-1", response_status: 200, provider: "OPENAI", model: "gpt-4o-2024-08-06" },
  ...{ request_created_at: "2026-11-22 06:50:28.000", response_created_at: "2026-11-22 06:50:30.000" },
  ...{ request_model: "gpt-4o", delay_ms: 1500, time_to_first_token: 250, cost: 0.0021 },
  ...{ prompt_tokens: 700, completion_tokens: 30, total_tokens: 730, prompt_cache_read_tokens: 0 },
  ...{ request_path: "https://oai.helicone.ai/v1/chat/completions", request_user_id: "u-1" },
  request_properties: { App: "checkout", Environment: "staging", "Helicone-Session-Id": "s-1" },
  cache_reference_id: "00000000-0000-0000-0000-000000000000",
  request_body: { messages: [{ content: "a secret prompt" }] },
};
const RECORD = {
  ...{ id: "r-1", model: "gpt-4o-2024-08-06", requested_model: "gpt-4o", provider: "openai", outcome: "ok" },
  ...{ started_at: "2026-11-22T06:50:28.000Z", duration_ms: 1500, ttft_ms: 250, http_status: 200, cost_usd: 0.0021 },
  ...{ input_tokens: 700, output_tokens: 30, app: "checkout", environment: "staging", session: "s-1", consumer: "u-1" },
};

test("rows of the request table are attempts without their bodies", () => {
  const entries = read([ROW]);
  expect(entries).toMatchObject([{ record: RECORD }]);
  expect(JSON.stringify(entries)).not.toContain("secret");
});

test("the tool's CSV has twelve columns, of which the latency is empty", () => {
  const row = {
    ...{ response_id: "p-1", response_created_at: ROW.response_created_at, response_status: "200" },
    ...{ request_created_at: ROW.request_created_at, request_body: "{}", request_user_id: "u-1", model: "gpt-4o" },
    ...{ request_properties: JSON.stringify(ROW.request_properties), prompt_tokens: "700", completion_tokens: "30" },
    ...{ latency: "", cost: "0.0021" },
  };
  expect(read([row])).toMatchObject([
    { record: { id: "p-1", model: "gpt-4o", duration_ms: 2000, app: "checkout", input_tokens: 700, cost_usd: 0.0021 } },
  ]);
});

test("the page's export has the same in an object, in CSV as text", () => {
  const heliconeMetadata = {
    ...{ requestId: "r-1", createdAt: "2026-11-22T06:50:28.000Z", promptTokens: 700, completionTokens: 30 },
    ...{ latency: 1500, timeToFirstToken: 250, cost: 0.0021, user: "u-1", provider: "OPENAI" },
    ...{ status: { code: 200, statusType: "success" }, customProperties: ROW.request_properties },
  };
  const { requested_model: _, ...record } = { ...RECORD, model: "gpt-4o" };
  for (const metadata of [heliconeMetadata, JSON.stringify(heliconeMetadata)]) {
    expect(read([{ id: "r-1", model: "gpt-4o", heliconeMetadata: metadata }])).toMatchObject([{ record }]);
  }
});

test.each([
  [{ response_status: 429 }, { outcome: "rate_limited", http_status: 429 }],
  [{ response_status: -3 }, { outcome: "cancelled" }],
  [{ response_status: 500, response_body: { error: { type: "overloaded_error" } } }, { outcome: "server_error" }],
])("how a request ended: %j", (columns, end) => {
  expect(read([{ ...ROW, ...columns }])).toMatchObject([{ record: end }]);
});

test("replays and requests that have not ended are no attempts", () => {
  expect(
    read([
      { ...ROW, cache_reference_id: "r-0" },
      { ...ROW, response_status: -2 },
    ]),
  ).toEqual([{ ignored: "repeats an answer that was stored" }, { ignored: "has not ended" }]);
});

test("Claude's cache is beside the input; counts of nobody and prices of nobody are unknown", () => {
  const claude = { ...ROW, provider: "ANTHROPIC", model: "claude-haiku-4-5", prompt_cache_read_tokens: 512 };
  expect(read([claude])).toMatchObject([{ record: { input_tokens: 1212, cached_input_tokens: 512 } }]);
  const [entry] = read([{ ...ROW, prompt_tokens: 0, completion_tokens: 0 }]);
  expect(entry && "record" in entry ? entry.record.input_tokens : null).toBeUndefined();
  expect(read([{ ...ROW, cost: 0 }])).toMatchObject([{ record: { cost_usd: null } }]);
});
