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

const CALLS = ["plain", "counted", "uncounted", "fail-429", "fail-500", "fail-404", "slow"];
const USAGE = { input_tokens: 1200, output_tokens: 42 };
const OUTCOMES = {
  "fail-429": "rate_limited",
  "fail-500": "server_error",
  "fail-404": "client_error",
  slow: "cancelled",
};

test("the fetch of the OpenAI SDK: every attempt, with its tokens and first token", async ({ router }) => {
  const suffix = uniqueName("fetch");
  await runScript("run-openai-fetch", { SUFFIX: suffix });
  const reported = await attemptsOf(router, suffix, [...CALLS, "flaky", "broken", "cut", "responded"]);

  for (const model of CALLS) expect([model, reported.get(model)?.length]).toEqual([model, 1]);
  const whole = { outcome: "ok", ...USAGE, cached_input_tokens: 1024, reasoning_tokens: 8 };
  expect(reported.get("plain")).toMatchObject([{ ...whole, ttft_ms: null, streamed: false }]);
  expect(reported.get("counted")).toMatchObject([{ ...whole, ttft_ms: expect.any(Number), streamed: true }]);
  expect(reported.get("uncounted")).toMatchObject([{ outcome: "ok", input_tokens: null, ttft_ms: expect.any(Number) }]);
  for (const [model, outcome] of Object.entries(OUTCOMES)) expect(reported.get(model)).toMatchObject([{ outcome }]);
  expect(reported.get("flaky")).toMatchObject([
    { attempt: 1, outcome: "server_error" },
    { attempt: 2, outcome: "ok" },
  ]);
  for (const model of ["broken", "cut"]) expect(reported.get(model)).toMatchObject([{ outcome: "server_error" }]);
  expect(reported.get("responded")).toMatchObject([{ ...whole, ttft_ms: expect.any(Number), streamed: true }]);
});

for (const encoding of ["json", "proto"]) {
  test(`OpenTelemetry's instrumentation of the OpenAI SDK, over OTLP/${encoding}`, async ({ router }) => {
    const suffix = uniqueName(`otel-${encoding}`);
    await runScript("run-otel-openai", {
      SUFFIX: suffix,
      ENCODING: encoding,
      OTEL_EXPORTER_OTLP_COMPRESSION: encoding === "proto" ? "gzip" : "none",
    });
    const reported = await attemptsOf(router, suffix, CALLS);

    for (const model of CALLS) expect([model, reported.get(model)?.length]).toEqual([model, 1]);
    expect(reported.get("plain")).toMatchObject([{ outcome: "ok", ...USAGE, ttft_ms: null, app: "shop" }]);
    expect(reported.get("counted")).toMatchObject([{ outcome: "ok", ...USAGE }]);
    expect(reported.get("uncounted")).toMatchObject([{ outcome: "ok", input_tokens: null, output_tokens: null }]);
    for (const [model, outcome] of Object.entries(OUTCOMES)) expect(reported.get(model)).toMatchObject([{ outcome }]);
  });
}

test("the Vercel AI SDK: children only, retries as attempts, first tokens of streams", async ({ router }) => {
  const suffix = uniqueName("vercel");
  await runScript("run-vercel-ai", { SUFFIX: suffix, ENCODING: "proto" });
  const models = ["plain", "counted", "fail-429", "flaky", "broken", "cut", "aborted"];
  const reported = await attemptsOf(router, suffix, models);

  expect(reported.get("plain")).toMatchObject([
    { outcome: "ok", ...USAGE, cached_input_tokens: 1024, ttft_ms: null, provider: "deepseek" },
  ]);
  expect(reported.get("counted")).toMatchObject([
    { outcome: "ok", ...USAGE, ttft_ms: expect.any(Number), streamed: true },
  ]);
  for (const model of ["broken", "cut"]) expect(reported.get(model)).toMatchObject([{ outcome: "server_error" }]);
  expect(reported.get("aborted")).toMatchObject([{ outcome: "cancelled", ttft_ms: null }]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: expect.stringMatching(/rate_limited|server_error/) }]);
  expect(reported.get("flaky")).toMatchObject([
    { attempt: 1, outcome: "server_error" },
    { attempt: 2, outcome: "ok" },
  ]);
});

test("Langfuse's client: a generation told in several batches, and a failed one", async ({ router }) => {
  const suffix = uniqueName("langfuse");
  await runScript("run-langfuse", { SUFFIX: suffix });
  const reported = await attemptsOf(router, suffix, ["counted", "fail-429"]);

  expect(reported.get("counted")).toMatchObject([
    { outcome: "ok", ...USAGE, cached_input_tokens: 1024, ttft_ms: expect.any(Number), app: "checkout" },
  ]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: "rate_limited", http_status: 429 }]);
});

test("Helicone's logger, at the addresses it appends: tokens of streams, refusals, callers who left", async ({
  router,
}) => {
  const suffix = uniqueName("helicone");
  await runScript("run-helicone", { SUFFIX: suffix });
  const reported = await attemptsOf(router, suffix, ["plain", "counted", "broken", "left", "fail-429"]);

  const whole = {
    outcome: "ok",
    ...USAGE,
    cached_input_tokens: 1024,
    app: `helicone-${suffix}`,
    trace_id: `s-${suffix}`,
  };
  expect(reported.get("plain")).toMatchObject([{ ...whole, provider: "openai", streamed: false }]);
  expect(reported.get("counted")).toMatchObject([{ ...whole, streamed: true }]);
  expect(reported.get("broken")).toMatchObject([{ outcome: "server_error" }]);
  expect(reported.get("left")).toMatchObject([{ outcome: "cancelled" }]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: "rate_limited", http_status: 429 }]);
});

test("Portkey's client", async ({ router }) => {
  const suffix = uniqueName("portkey");
  await runScript("run-portkey", { SUFFIX: suffix });
  const reported = await attemptsOf(router, suffix, ["plain", "fail-429"]);

  expect(reported.get("plain")).toMatchObject([
    { outcome: "ok", ...USAGE, cached_input_tokens: 1024, provider: "openai", duration_ms: 95 },
  ]);
  expect(reported.get("fail-429")).toMatchObject([{ outcome: "rate_limited", error_code: "rate_limit_exceeded" }]);
});

test("the router in Python: the first model fails, the second answers, both are told", async ({ router }) => {
  const suffix = uniqueName("python");
  const models = [`fail-500-${suffix}`, `plain-${suffix}`].map((model) => ({ model, base: provider.url, key: "x" }));
  const ask =
    "import report_attempts; print(report_attempts.complete([{'role': 'user', 'content': 'hi'}])['choices'][0]['message']['content'])";
  const said = await runClient("python3", ["-c", ask], {
    PROVIDER_URL: provider.url,
    MODELS: JSON.stringify(models),
    PYTHONPATH: "lib/snippets",
    PYTHONDONTWRITEBYTECODE: "1",
  });
  const reported = await attemptsOf(router, suffix, ["fail-500", "plain"]);

  expect(said.trim()).toBe("Hello world");
  expect(reported.get("fail-500")).toMatchObject([{ outcome: "server_error", attempt: 1, final: false }]);
  expect(reported.get("plain")).toMatchObject([{ outcome: "ok", attempt: 2, final: true, ...USAGE }]);
});
