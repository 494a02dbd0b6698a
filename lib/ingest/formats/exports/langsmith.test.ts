import { expect, test } from "vitest";
import { langsmith } from "./langsmith";

const read = (body: unknown) => langsmith.read({ text: JSON.stringify(body), receivedAtUs: 0 });
const RUN = {
  ...{ id: "0198a000-0000-7000-8000-000000000001", trace_id: "0198a000-0000-7000-8000-000000000000" },
  ...{ name: "ChatAnthropic", run_type: "llm", parent_run_id: null, status: "success", error: null },
  ...{ start_time: "2026-11-22T06:50:28.000000", end_time: "2026-11-22T06:50:29.500000" },
  first_token_time: "2026-11-22T06:50:28.250000",
  ...{ prompt_tokens: 700, completion_tokens: 30, total_tokens: 730, total_cost: "0.0021" },
  prompt_token_details: { cache_read: 512, cache_creation: 100 },
  extra: {
    metadata: { ls_model_name: "claude-haiku-4-5", ls_provider: "anthropic", session_id: "s-1" },
    invocation_params: { stream: true },
  },
  inputs: { messages: [{ content: "a secret prompt" }] },
};
const RECORD = {
  id: `${RUN.trace_id}:${RUN.id}`,
  ...{ model: "claude-haiku-4-5", provider: "anthropic", outcome: "ok", duration_ms: 1500, ttft_ms: 250 },
  ...{ started_at: "2026-11-22T06:50:28.000Z", streamed: true, cost_usd: 0.0021, session: "s-1" },
  ...{ input_tokens: 700, cached_input_tokens: 512, cache_write_tokens: 100, output_tokens: 30 },
};

test("runs of a model are attempts without their prompts", () => {
  const entries = read([RUN]);
  expect(entries).toMatchObject([{ record: RECORD }]);
  expect(JSON.stringify(entries)).not.toContain("secret");
});

test("a table has objects as the text of Python or JSON, or as columns of their own", () => {
  const row = {
    ...{ ...RUN, prompt_tokens: "700.0", completion_tokens: "30", total_tokens: "730", status: "success", error: "" },
    extra:
      "{'metadata': {'ls_model_name': 'claude-haiku-4-5', 'ls_provider': 'anthropic', 'session_id': 's-1'}, 'invocation_params': {'stream': True}}",
    prompt_token_details: JSON.stringify(RUN.prompt_token_details),
  };
  expect(read([row])).toMatchObject([{ record: RECORD }]);
  const columns = { "metadata.ls_provider": "anthropic", ls_model_name: "claude-haiku-4-5", session_id: null };
  const { session: _, streamed: _s, ...record } = RECORD;
  expect(read([{ ...row, extra: "", ...columns }])).toMatchObject([{ record }]);
});

test("where the run counted nothing, its answer's usage counts, and nothing is unknown rather than none", () => {
  const uncounted = { ...RUN, prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, prompt_token_details: null };
  const usage_metadata = { input_tokens: 700, output_tokens: 30, input_token_details: { cache_read: 512 } };
  const generations = [[{ message: { kwargs: { usage_metadata } } }]];
  for (const outputs of [
    { usage_metadata },
    { generations },
    { usage: { prompt_tokens: 700, completion_tokens: 30 } },
  ]) {
    expect(read([{ ...uncounted, outputs }])).toMatchObject([{ record: { input_tokens: 700, output_tokens: 30 } }]);
  }
  const [entry] = read([{ ...uncounted, total_cost: 0 }]);
  expect(entry && "record" in entry ? [entry.record.input_tokens ?? null, entry.record.cost_usd] : null).toEqual([
    null,
    null,
  ]);
});

test("what LangChain leaves out of Gemini's counts is what was reasoned, or what tools put into the prompt", () => {
  const metadata = { ls_model_name: "gemini-2.5-flash", ls_provider: "google_genai" };
  const counts = { prompt_tokens: 84, completion_tokens: 42, total_tokens: 999, prompt_token_details: null };
  expect(read([{ ...RUN, ...counts, extra: { metadata } }])).toMatchObject([
    { record: { input_tokens: 84, output_tokens: 915 }, otherReading: { input_tokens: 957, output_tokens: 42 } },
  ]);
});

test("a chain's sum, a prompt and a pending run are no attempts, and a run within a run counts once", () => {
  const outer = { ...RUN, id: "0198a000-0000-7000-8000-000000000009", name: "outer" };
  const inner = { ...RUN, parent_run_id: outer.id };
  const chain = { ...RUN, id: "0198a000-0000-7000-8000-000000000008", run_type: "chain" };
  expect(read([chain, outer, inner])).toMatchObject([
    { ignored: "is a step of a chain" },
    { ignored: "repeats a call that was reported too" },
    { record: { id: `${RUN.trace_id}:${RUN.id}` } },
  ]);
  expect(read([{ ...chain, child_runs: [RUN] }])).toMatchObject([{ place: 0 }, { record: RECORD, place: 0 }]);
  expect(read([{ ...RUN, status: "pending", end_time: null }])).toMatchObject([{ ignored: "has not ended" }]);
  for (const latency of [null, ""]) {
    expect(read([{ ...RUN, status: null, end_time: "", latency }])).toMatchObject([{ ignored: "has not ended" }]);
  }
});

test("how a failed run ended is read from its error", () => {
  const error =
    "RateLimitError(\"Error code: 429 - {'error': {'message': 'slow down'}}\")Traceback (most recent call last)";
  expect(read([{ ...RUN, status: "error", error }])).toMatchObject([
    { record: { outcome: "rate_limited", http_status: 429, error_code: "RateLimitError" } },
  ]);
});
