import { attemptsOf } from "./clients/attempts-of";
import { runClient } from "./clients/run-client";
import { type StubProvider, startStubProvider } from "./clients/stub-provider";
import { expect, test, uniqueName } from "./fixtures";

let provider: StubProvider;

test.beforeAll(async () => {
  provider = await startStubProvider();
});
test.afterAll(() => provider.close());

const runScript = (name: string, more: Record<string, string>) =>
  runClient(process.execPath, ["--import", "tsx", `e2e/clients/${name}.ts`], { PROVIDER_URL: provider.url, ...more });

const ANY_TTFT = { ttft_ms: expect.any(Number), streamed: true };
const FULL_CACHE = { input_tokens: 3100, cached_input_tokens: 1000, cache_write_tokens: 100 };
/** The same answer of each provider. */
const OPENAI = { outcome: "ok", input_tokens: 1200, output_tokens: 42 };
const OPENAI_PARTS = { ...OPENAI, cached_input_tokens: 1024, reasoning_tokens: 8 };
const ANTHROPIC = { outcome: "ok", ...FULL_CACHE, output_tokens: 50, provider: "anthropic" };
const GOOGLE = { outcome: "ok", input_tokens: 3100, cached_input_tokens: 1000, output_tokens: 350, provider: "google" };

test("the own spans of Anthropic's SDK: caches by their time, first tokens, every way to fail and to leave", async ({
  router,
}) => {
  const suffix = uniqueName("anthropic");
  await runScript("run-anthropic", { SUFFIX: suffix });
  const models = ["plain", "tool", "counted", "helped", "broken", "cut", "left", "fail-429", "fail-529", "slow"];
  const reported = await attemptsOf(router, suffix, [...models, "uncalled"]);

  const whole = { ...ANTHROPIC, cache_write_1h_tokens: 50 };
  for (const model of ["plain", "tool"]) expect(reported.get(model)).toMatchObject([{ ...whole, ttft_ms: null }]);
  for (const model of ["counted", "helped"]) expect(reported.get(model)).toMatchObject([{ ...whole, ...ANY_TTFT }]);
  expect(reported.get("broken")).toMatchObject([{ outcome: "server_error", error_code: "overloaded_error" }]);
  expect(reported.get("cut")).toMatchObject([{ outcome: "server_error", ttft_ms: null }]);
  expect(reported.get("left")).toMatchObject([{ outcome: "cancelled", ...FULL_CACHE }]);
  expect(reported.get("slow")).toMatchObject([{ outcome: "cancelled", input_tokens: null }]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: "rate_limited", http_status: 429 }]);
  expect(reported.get("fail-529")).toMatchObject([{ outcome: "server_error", http_status: 529 }]);
  expect(reported.get("uncalled")).toEqual([]);
});

test("OpenInference around Anthropic's SDK, which has spans of its own: each call once", async ({ router }) => {
  const suffix = uniqueName("pair");
  await runScript("run-anthropic", { SUFFIX: suffix, INSTRUMENTED: "yes" });
  const reported = await attemptsOf(router, suffix, ["plain", "tool", "counted", "helped", "cut", "left", "fail-429"]);

  for (const model of ["plain", "tool"]) expect(reported.get(model)).toMatchObject([ANTHROPIC]);
  for (const model of ["counted", "helped"]) expect(reported.get(model)).toMatchObject([{ ...ANTHROPIC, ...ANY_TTFT }]);
  expect(reported.get("cut")).toMatchObject([{ outcome: "server_error" }]);
  expect(reported.get("left")).toMatchObject([{ outcome: "cancelled" }]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: "rate_limited" }]);
});

test("OpenInference: failures of Anthropic, none of OpenAI, whose streams have no tokens", async ({ router }) => {
  const suffix = uniqueName("openinference");
  await runScript("run-openinference", { SUFFIX: suffix });
  const openai = await attemptsOf(router, `oi-${suffix}`, ["plain", "counted", "fail-429", "slow"]);
  const anthropic = await attemptsOf(router, `ai-${suffix}`, ["plain", "counted", "cut", "fail-429", "slow"]);

  expect(openai.get("plain")).toMatchObject([{ ...OPENAI_PARTS, provider: "openai", streamed: false, app: "shop" }]);
  expect(openai.get("counted")).toMatchObject([{ outcome: "ok", input_tokens: null, streamed: true }]);
  for (const model of ["fail-429", "slow"]) expect(openai.get(model)).toEqual([]);
  expect(anthropic.get("plain")).toMatchObject([{ ...ANTHROPIC, streamed: false }]);
  expect(anthropic.get("counted")).toMatchObject([{ ...ANTHROPIC, streamed: true, ttft_ms: null }]);
  expect(anthropic.get("cut")).toMatchObject([{ outcome: "server_error" }]);
  expect(anthropic.get("fail-429")).toMatchObject([
    { outcome: "rate_limited", http_status: 429, error_code: "rate_limit_error" },
  ]);
  expect(anthropic.get("slow")).toMatchObject([{ outcome: "cancelled", error_code: null }]);
});

test("Traceloop: tokens of Anthropic and Google, failures of both, and no stream of OpenAI's whose span ends before it", async ({
  router,
}) => {
  const suffix = uniqueName("traceloop");
  await runScript("run-traceloop", { SUFFIX: suffix });
  const openai = await attemptsOf(router, `oi-${suffix}`, ["plain", "fail-429", "streamed"]);
  const anthropic = await attemptsOf(router, `ai-${suffix}`, ["plain", "counted", "broken", "fail-429", "slow"]);
  const google = await attemptsOf(router, `gi-${suffix}`, ["plain", "counted", "broken", "cut", "left", "fail-429"]);

  expect(openai.get("plain")).toMatchObject([{ ...OPENAI, provider: "openai" }]);
  // The span of the Responses API's stream ends with its headers.
  for (const model of ["fail-429", "streamed"]) expect(openai.get(model)).toEqual([]);
  for (const model of ["plain", "counted"]) expect(anthropic.get(model)).toMatchObject([ANTHROPIC]);
  expect(anthropic.get("broken")).toMatchObject([{ outcome: "server_error", error_code: "overloaded_error" }]);
  expect(anthropic.get("fail-429")).toMatchObject([{ outcome: "rate_limited", error_code: "rate_limit_error" }]);
  expect(anthropic.get("slow")).toMatchObject([{ outcome: "cancelled" }]);
  for (const model of ["plain", "counted"]) {
    expect(google.get(model)).toMatchObject([{ ...GOOGLE, reasoning_tokens: 300 }]);
  }
  expect(google.get("broken")).toMatchObject([{ outcome: "server_error", error_code: "UNAVAILABLE" }]);
  expect(google.get("cut")).toMatchObject([{ outcome: "server_error" }]);
  expect(google.get("left")).toMatchObject([{ outcome: "cancelled", input_tokens: null }]);
  expect(google.get("fail-429")).toMatchObject([{ outcome: "rate_limited", error_code: "RESOURCE_EXHAUSTED" }]);
});

test("Langfuse 5 around the OpenAI SDK, where its exporter posts: usage in parts, failures by their messages", async ({
  router,
}) => {
  const suffix = uniqueName("langfuse-otel");
  await runScript("run-langfuse-otel", { SUFFIX: suffix });
  const models = ["plain", "counted", "uncounted", "fail-429", "fail-500", "fail-404", "slow", "text-embedding"];
  const reported = await attemptsOf(router, suffix, models);

  expect(reported.get("plain")).toMatchObject([
    { ...OPENAI_PARTS, ttft_ms: null, streamed: false, environment: "staging" },
  ]);
  expect(reported.get("counted")).toMatchObject([{ ...OPENAI_PARTS, ...ANY_TTFT }]);
  expect(reported.get("uncounted")).toMatchObject([{ outcome: "ok", input_tokens: null, ...ANY_TTFT }]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: "rate_limited", http_status: 429 }]);
  expect(reported.get("fail-500")).toMatchObject([{ outcome: "server_error", http_status: 500 }]);
  expect(reported.get("fail-404")).toMatchObject([{ outcome: "client_error", http_status: 404 }]);
  expect(reported.get("slow")).toMatchObject([{ outcome: "cancelled" }]);
  expect(reported.get("text-embedding")).toEqual([]);
});

for (const { major, google, refused } of [
  { major: 5, google: { ...GOOGLE, reasoning_tokens: 300 }, refused: "server_error" },
  // Which reports no reasoning, but the status of an error.
  { major: 7, google: GOOGLE, refused: "rate_limited" },
]) {
  test(`the AI SDK ${major}, in front of Anthropic and Google: caches, streams that break off`, async ({ router }) => {
    const suffix = uniqueName(`ai-${major}`);
    await runScript(`run-ai-sdk-${major}`, { SUFFIX: suffix });
    const models = ["plain", "counted", "cut", "fail-429"];
    const ofAnthropic = await attemptsOf(router, `anthropic-${suffix}`, [...models, "broken"]);
    const ofGoogle = await attemptsOf(router, `google-${suffix}`, [...models, "broken"]);

    for (const [reported, whole] of [
      [ofAnthropic, ANTHROPIC],
      [ofGoogle, google],
    ] as const) {
      expect(reported.get("plain")).toMatchObject([{ ...whole, ttft_ms: null, streamed: false }]);
      expect(reported.get("counted")).toMatchObject([{ ...whole, ...ANY_TTFT }]);
      expect(reported.get("cut")).toMatchObject([{ outcome: "server_error", ttft_ms: null }]);
      expect(reported.get("fail-429")).toMatchObject([{ outcome: refused }]);
    }
    expect(ofGoogle.get("broken")).toMatchObject([{ outcome: "server_error" }]);
    // findings/ai-sdk-7-broken-claude-stream-has-no-span.sh
    expect(ofAnthropic.get("broken")).toMatchObject(major === 7 ? [] : [{ outcome: "server_error" }]);
  });
}
