import { expect, test } from "vitest";
import { type LogRecordInput, logRecordSchema } from "@/lib/contract/log-record";
import { CATALOGUE_VALID_FROM } from "@/lib/domain/catalogue/catalogue";
import type { Price } from "@/lib/domain/pricing/price";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { SAMPLE_PRICE } from "@/lib/domain/pricing/sample-price";
import { HOUR_US } from "@/lib/domain/time/units";
import { HISTORY_MAX_DAYS, normalizeAttempt } from "./normalize-attempt";
import { pseudonymOf } from "./pseudonym-of";

const NOW_US = Date.parse("2026-03-01T12:00:00Z") * 1_000;
const given = (price: Partial<Price> & Pick<Price, "id" | "provider" | "model">): Price => ({
  ...SAMPLE_PRICE,
  validFrom: Date.parse(CATALOGUE_VALID_FROM) * 1_000,
  inputPicoPerM: 280_000_000_000n,
  cachedInputPicoPerM: 28_000_000_000n,
  outputPicoPerM: 380_000_000_000n,
  ...price,
});
const prices = createPriceBook([
  given({ id: "7", provider: "global-apis", model: "deepseek-v3.2" }),
  given({ id: "8", provider: "deepseek", model: "deepseek-v3.2", inputPicoPerM: 10n ** 12n }),
  given({ id: "9", provider: "deepseek", model: "deepseek-chat", inputPicoPerM: 2n * 10n ** 12n }),
  given({ id: "10", provider: "openai", model: "embedder", outputPicoPerM: null }),
]);
const context = {
  nowUs: NOW_US,
  retainedDays: 45,
  aliases: new Map([["deepseek-chat", "deepseek-v3.2"]]),
  prices,
};

function normalize(record: Partial<LogRecordInput>) {
  const parsed = logRecordSchema.parse({
    id: "a",
    started_at: "2026-03-01T11:00:00Z",
    model: "deepseek-v3.2",
    duration_ms: 800.125,
    outcome: "ok",
    ...record,
  });
  return normalizeAttempt(parsed, context);
}

test("a duration that nobody measured is unknown, and never 0", () => {
  expect(normalize({ duration_ms: null })).toMatchObject({ durationUs: null, outcome: "ok" });
  expect(normalize({ duration_ms: 0 })).toMatchObject({ durationUs: 0 });
});

test("what is left out gets its default", () => {
  expect(normalize({ model: "mystery" })).toEqual({
    id: "a",
    startedAtUs: NOW_US - HOUR_US,
    durationUs: 800_125,
    ttftUs: null,
    streamed: false,
    outcome: "ok",
    requestId: null,
    attempt: 1,
    final: true,
    operation: "chat",
    team: null,
    key: null,
    environment: null,
    feature: null,
    agent: null,
    stage: 1,
    consumer: null,
    session: null,
    cacheWrite1hTokens: null,
    audioInputTokens: null,
    audioOutputTokens: null,
    imageInputTokens: null,
    units: null,
    revision: 0,
    model: "mystery",
    requestedModel: null,
    provider: "unknown",
    region: "global",
    tier: null,
    app: "default",
    router: null,
    errorCode: null,
    serviceTier: null,
    policyVersion: null,
    httpStatus: null,
    inputTokens: null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    usageSource: "missing",
    usageInconsistent: false,
    costPico: null,
    costEstimated: false,
    reportedCostPico: null,
    priceId: null,
    traceId: null,
    tags: null,
  });
});

test("an alias becomes the model it stands for, and the name sent is kept", () => {
  expect(normalize({ model: "deepseek-chat" })).toMatchObject({
    model: "deepseek-v3.2",
    provider: "global-apis",
    requestedModel: "deepseek-chat",
  });
  expect(normalize({ model: "deepseek-chat", requested_model: "smart" })).toMatchObject({ requestedModel: "smart" });
});

test("usage is priced to the pico dollar at the active price", () => {
  expect(normalize({ input_tokens: 1_000, cached_input_tokens: 400, output_tokens: 10 })).toMatchObject({
    inputTokens: 1_000,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    usageSource: "reported",
    costPico: 600n * 280_000n + 400n * 28_000n + 10n * 380_000n,
    costEstimated: false,
    priceId: 7,
  });
});

test("a price belongs to who was asked: nobody named is the unified endpoint, a maker has its own list", () => {
  const used = { input_tokens: 1_000_000, output_tokens: 0 };

  expect(normalize(used)).toMatchObject({ provider: "global-apis", priceId: 7, costPico: 280_000_000_000n });
  expect(normalize({ ...used, provider: "deepseek" })).toMatchObject({ priceId: 8, costPico: 10n ** 12n });
});

test("one provider and model in two spellings are counted as one and cost the same", () => {
  const used = { input_tokens: 1_000, output_tokens: 10 };
  const plain = normalize({ ...used, provider: "deepseek" });

  expect(plain).toMatchObject({ model: "deepseek-v3.2", provider: "deepseek", priceId: 8 });
  expect(normalize({ ...used, provider: "DeepSeek" })).toEqual(plain);
  expect(normalize({ ...used, provider: "deepseek", model: "deepseek/deepseek-v3.2" })).toEqual({
    ...plain,
    requestedModel: "deepseek/deepseek-v3.2",
  });
});

test("the name as sent is priced first, its alias where that has no price", () => {
  const used = { input_tokens: 1_000_000, output_tokens: 0, model: "deepseek-chat" };

  expect(normalize({ ...used, provider: "deepseek" })).toMatchObject({
    model: "deepseek-v3.2",
    priceId: 9,
    costPico: 2n * 10n ** 12n,
  });
  expect(normalize(used)).toMatchObject({ model: "deepseek-v3.2", priceId: 7 });
});

test("a call that gives no output is priced by its input", () => {
  const embedded = { provider: "openai", model: "embedder", input_tokens: 1_000_000 };

  expect(normalize(embedded)).toMatchObject({ costPico: 280_000_000_000n, costEstimated: false, priceId: 10 });
  expect(normalize({ ...embedded, output_tokens: 5 })).toMatchObject({ costPico: null, priceId: 10 });
});

test.each<Partial<LogRecordInput>>([{ image_input_tokens: 85 }, { units: { searches: 1 } }])(
  "the cost of what has no price of its own, %j, is an estimate",
  (more) => {
    const costOf = (record: Partial<LogRecordInput>) => {
      const attempt = normalize({ input_tokens: 100, output_tokens: 50, ...record });
      return "costPico" in attempt ? { picoUsd: attempt.costPico, estimated: attempt.costEstimated } : attempt;
    };
    const text = costOf({});
    const none = Object.fromEntries(Object.keys(more).map((name) => [name, name === "units" ? { searches: 0 } : 0]));

    expect(text).toMatchObject({ estimated: false });
    expect(costOf(more)).toEqual({ ...text, estimated: true });
    expect(costOf(none)).toEqual(text);
  },
);

test.each<Partial<LogRecordInput>>([{ audio_input_tokens: 34 }, { audio_output_tokens: 3 }])(
  "the cost of audio without a price of its own, %j, is unknown and never that of text",
  (audio) => {
    expect(normalize({ input_tokens: 100, output_tokens: 50, ...audio })).toMatchObject({
      costPico: null,
      costEstimated: false,
      inputTokens: 100,
      outputTokens: 50,
    });
  },
);

test("a timeout is charged for its input, marked estimated; a refusal costs nothing", () => {
  const usage = { input_tokens: 100, output_tokens: 50 };

  expect(normalize({ ...usage, outcome: "timeout" })).toMatchObject({ costPico: 28_000_000n, costEstimated: true });
  expect(normalize({ ...usage, outcome: "rate_limited" })).toMatchObject({ costPico: 0n, costEstimated: false });
});

test("usage whose parts exceed the whole is kept and flagged", () => {
  expect(normalize({ input_tokens: 10, cached_input_tokens: 8, cache_write_tokens: 3 })).toMatchObject({
    inputTokens: 10,
    cachedInputTokens: 8,
    usageInconsistent: true,
  });
  expect(normalize({ output_tokens: 10, reasoning_tokens: 11 })).toMatchObject({ usageInconsistent: true });
});

test("an attempt with a TTFT was streamed, and its status tells how it ended unless it says so itself", () => {
  expect(normalize({ ttft_ms: 0.5 })).toMatchObject({ ttftUs: 500, streamed: true });
  expect(normalize({ outcome: null, http_status: 429 })).toMatchObject({ outcome: "rate_limited", httpStatus: 429 });
  expect(normalize({ outcome: "server_error", http_status: 200 })).toMatchObject({ outcome: "server_error" });
});

test.each([
  ["started_at", { started_at: "2026-03-01T12:05:00.000001Z" }, "in_future"],
  ["started_at", { started_at: "2026-01-15T11:59:59Z" }, "too_old"],
  ["http_status", { outcome: null, http_status: 301 }],
  ["cost_usd", { cost_usd: "999999e9" }],
  ["cost_usd", { cost_usd: `0.${"1".repeat(100)}` }],
])("what cannot be kept is refused by the path %s", (path, record, code?: string) => {
  expect(normalize(record)).toEqual([{ path, message: expect.any(String), code }]);
});

test("five minutes ahead and the last day of retention are still taken", () => {
  expect(normalize({ started_at: "2026-03-01T12:05:00Z" })).toMatchObject({ id: "a" });
  expect(normalize({ started_at: "2026-01-15T12:00:00Z" })).toMatchObject({ id: "a" });
});

test.each([
  [45, "Is older than the 45 days that attempts are kept; an import takes older ones"],
  [HISTORY_MAX_DAYS, "Is older than the 3,653 days that history is taken for"],
])("a start before %d days is refused with how long attempts are taken", (days, message) => {
  const { data } = logRecordSchema.safeParse({
    ...{ id: "a", started_at: "2015-01-01T00:00:00Z", model: "m", duration_ms: 1, outcome: "ok" },
  });
  const invalid = data && normalizeAttempt(data, { ...context, retainedDays: days });

  expect(invalid).toEqual([{ path: "started_at", message, code: "too_old" }]);
});

test("a cost the router reports is kept beside ours, exactly", () => {
  expect(normalize({ cost_usd: "0.000000000001" })).toMatchObject({ reportedCostPico: 1n });
  expect(normalize({ cost_usd: 1e-7 })).toMatchObject({ reportedCostPico: 100_000n });
});

test("consumers and sessions are kept as pseudonyms where that is set, the same name as the same", () => {
  const record = { id: "a", started_at: "2026-03-01T11:00:00Z", model: "m", duration_ms: 1, outcome: "ok" };
  const stored = (consumer: string, secret: string) => {
    const parsed = logRecordSchema.parse({ ...record, consumer, session: "unassigned", team: "unassigned" });
    return normalizeAttempt(parsed, { ...context, pseudonym: (name) => pseudonymOf(name, secret) });
  };
  expect(stored("ada@example.com", "one")).toMatchObject({ session: null, team: null });
  expect(stored("ada@example.com", "one")).toEqual(stored("ada@example.com", "one"));
  expect(JSON.stringify(stored("ada@example.com", "one"), replaceBigint)).not.toContain("ada");
  expect(stored("ada@example.com", "two")).not.toEqual(stored("ada@example.com", "one"));
});

const replaceBigint = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
