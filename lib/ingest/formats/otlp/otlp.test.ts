import fc from "fast-check";
import protobuf from "protobufjs/light.js";
import { describe, expect, test } from "vitest";
import { isAppError } from "@/lib/contract/error";
import { validateRecords } from "../../validate-records";
import type { Entry } from "../entry";
import { decodeTraces } from "./decode-export";
import type { KnownTrace } from "./known-trace";
import { encodeMessage } from "./messages";
import { readSpans } from "./read-spans";
import { settleExport } from "./settle-export";
import { readCalls, spanEntries } from "./span-entries";
import { readTraceText, traceText } from "./trace-text";

const TRACE = "a2730063b71d59b73784e245c2589685";
const START_NS = 1_795_330_124_537_000_000n;
type Placed = {
  parent?: number;
  atMs?: number;
  ms?: number;
  name?: string;
  status?: object;
  events?: readonly object[];
};
type Value = string | number | boolean | readonly string[];

function anyValue(value: Value): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  return { arrayValue: { values: value.map(anyValue) } };
}
const attributes = (values: Record<string, Value>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

/** A span as JSON has it: so many ms long, from so many ms after the first. */
function span(id: number, values: Record<string, Value>, more: Placed = {}) {
  const { parent, atMs = 0, ms = 240, ...rest } = more;
  const startNs = START_NS + BigInt(atMs) * 1_000_000n;
  return {
    traceId: TRACE,
    spanId: spanId(id),
    ...(parent !== undefined && { parentSpanId: spanId(parent) }),
    name: "chat",
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + BigInt(ms) * 1_000_000n),
    attributes: attributes(values),
    ...rest,
  };
}
const spanId = (id: number) => id.toString(16).padStart(16, "0");
const request = (spans: readonly object[], resource: Record<string, Value> = { "service.name": "shop" }) => ({
  resourceSpans: [{ resource: { attributes: attributes(resource) }, scopeSpans: [{ scope: { name: "x" }, spans }] }],
});

function summary(entries: readonly Entry[]): unknown[] {
  return entries.map((entry) => {
    if (!("record" in entry))
      return "ignored" in entry ? `ignored: ${entry.ignored}` : `unreadable: ${entry.unreadable}`;
    expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
    return Object.fromEntries(
      Object.entries(entry.record).filter(([, value]) => value !== null && value !== undefined),
    );
  });
}
const read = (spans: readonly object[], resource?: Record<string, Value>) =>
  summary(spanEntries(readSpans(request(spans, resource))));
/** Exports one after the other with what is known of their traces as it is stored, and the attempts that are left. */
function exporter(attempts = new Map<string, unknown>()) {
  const texts = new Map<string, string>();
  return (spans: object[]) => {
    const known = new Map([...texts].map(([id, text]): [string, KnownTrace] => [id, readTraceText(text)]));
    const { entries, traces, removed } = settleExport(readCalls(readSpans(request(spans))), known);
    for (const [id, trace] of traces) texts.set(id, traceText(trace));
    for (const { id } of removed) attempts.delete(id);
    for (const entry of entries) if ("record" in entry) attempts.set(entry.record.id, entry.record);
    return summary(entries);
  };
}

const CHAT = {
  "gen_ai.operation.name": "chat",
  "gen_ai.request.model": "gpt-4o",
  "gen_ai.response.model": "gpt-4o-2024-08-06",
  "gen_ai.response.id": "chatcmpl-1",
  "gen_ai.system": "openai",
  "gen_ai.usage.input_tokens": 1200,
  "gen_ai.usage.output_tokens": 42,
};
const VERCEL = {
  "ai.operationId": "ai.streamText.doStream",
  "ai.model.provider": "deepseek.chat",
  "ai.model.id": "deepseek-chat",
  "ai.usage.inputTokens": 900,
  "ai.usage.cachedInputTokens": 512,
  "ai.usage.outputTokens": 60,
  "ai.response.msToFirstChunk": 81.25,
};

describe("what a span tells", () => {
  test("of OpenTelemetry's conventions", () => {
    expect(read([span(1, CHAT)])).toEqual([
      {
        ...{ id: `${TRACE}:${spanId(1)}`, trace_id: TRACE, request_id: "chatcmpl-1", app: "shop", provider: "openai" },
        ...{ model: "gpt-4o-2024-08-06", requested_model: "gpt-4o", started_at: "2026-11-22T06:48:44.537Z" },
        ...{ duration_ms: 240, outcome: "ok", input_tokens: 1200, output_tokens: 42, attempt: 1, final: true },
      },
    ]);
  });

  test.each<[string, Record<string, Value>, object]>([
    [
      "newer names",
      { "gen_ai.provider.name": "x_ai", "gen_ai.usage.cache_read.input_tokens": 100 },
      { provider: "x_ai", cached_input_tokens: 100 },
    ],
    ["older names", { "gen_ai.usage.cache_creation_input_tokens": 50 }, { cache_write_tokens: 50 }],
    [
      "a cache told beside the input",
      { "gen_ai.usage.cache_read_input_tokens": 5000 },
      { input_tokens: 6200, cached_input_tokens: 5000 },
    ],
    ["reasoning", { "gen_ai.usage.reasoning.output_tokens": 20 }, { reasoning_tokens: 20 }],
    [
      "seconds to the first chunk",
      { "gen_ai.response.time_to_first_chunk": 0.0815, "gen_ai.request.stream": true },
      { ttft_ms: 81.5, streamed: true },
    ],
    ["who answers, by the host", { "server.address": "api.deepseek.com" }, { provider: "deepseek" }],
    [
      "the region, by the host",
      { "server.address": "bedrock-runtime.us-east-1.amazonaws.com" },
      { provider: "aws", region: "us-east-1" },
    ],
    ["cost", { "gen_ai.usage.cost": 0.0125 }, { cost_usd: 0.0125 }],
    ["what was free", { "gen_ai.usage.cost": 0 }, { cost_usd: 0 }],
    ["OpenLIT's cost", { "gen_ai.usage.cost": 0.0125, "telemetry.sdk.name": "openlit" }, { cost_usd: 0.0125 }],
    ["the service tier", { "openai.response.service_tier": "flex" }, { service_tier: "flex" }],
    [
      "the tier that served, over the one asked for",
      { "openai.request.service_tier": "priority", "gen_ai.response.service_tier": "default" },
      { service_tier: "default" },
    ],
  ])("%s", (_, more, expected) => {
    expect(read([span(1, { ...CHAT, ...more })])[0]).toMatchObject(expected);
  });

  test("whose usage can be read in two ways, the entry says so", () => {
    const cache = { "gen_ai.usage.cache_read_input_tokens": 1000 };
    const marks = ["openai", "anthropic"].map(
      (provider) => spanEntries(readSpans(request([span(1, { ...CHAT, ...cache, "gen_ai.system": provider })])))[0],
    );
    expect(marks[0]).not.toHaveProperty("otherReading");
    expect(marks[1]).toMatchObject({
      otherReading: { input_tokens: 2200 },
      record: { input_tokens: 1200, cached_input_tokens: 1000 },
    });
  });

  test("tokens that an SDK counted itself are estimated", () => {
    const body = request([span(1, { ...CHAT, "gen_ai.request.stream": true })]);
    const scoped = JSON.parse(JSON.stringify(body).replace('"name":"x"', '"name":"@traceloop/instrumentation-openai"'));
    expect(summary(spanEntries(readSpans(scoped)))).toMatchObject([{ usage_source: "estimated", input_tokens: 1200 }]);
  });

  test("a cost of 0 is unknown where OpenLIT had no price for tokens, whoever's tracer made the span", () => {
    const cost = { "gen_ai.usage.cost": 0, "telemetry.sdk.name": "openlit" };
    const tokens = { "gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0 };
    const withoutPrice = { ...CHAT, "gen_ai.usage.cost": 0 };

    expect(read([span(1, { ...CHAT, ...cost })])[0]).not.toHaveProperty("cost_usd");
    expect(read([span(1, withoutPrice)], { "telemetry.sdk.name": "openlit" })[0]).not.toHaveProperty("cost_usd");
    expect(read([span(1, { ...CHAT, ...tokens, ...cost })])[0]).toHaveProperty("cost_usd", 0);
  });

  test("a first token after the end, or none, is unknown", () => {
    expect(read([span(1, { ...CHAT, "gen_ai.response.time_to_first_chunk": 5 })])[0]).not.toHaveProperty("ttft_ms");
    expect(read([span(1, CHAT)])[0]).not.toHaveProperty("streamed");
  });

  test("of OpenInference", () => {
    const values = {
      "openinference.span.kind": "LLM",
      "llm.model_name": "claude-sonnet-4-5",
      "llm.system": "anthropic",
      "llm.invocation_parameters": '{"stream":true}',
      "llm.token_count.prompt": 100,
      "llm.token_count.prompt_details.cache_read": 40,
      "llm.token_count.completion": 9,
    };
    expect(read([span(1, values), span(2, { ...values, "openinference.span.kind": "CHAIN" })])).toEqual([
      expect.objectContaining({
        ...{ model: "claude-sonnet-4-5", provider: "anthropic", streamed: true },
        ...{ input_tokens: 100, cached_input_tokens: 40, output_tokens: 9 },
      }),
      "ignored: is a step of a chain",
    ]);
  });

  test("of the Vercel AI SDK: the child, with its retries, and never the parent", () => {
    const failed = {
      ...{ parent: 1, atMs: 1, ms: 10, status: { code: 2 } },
      events: [
        {
          name: "exception",
          attributes: attributes({ "exception.type": "AI_APICallError", "exception.message": "429 slow down" }),
        },
      ],
    };
    const parent = { ...VERCEL, "ai.operationId": "ai.streamText" };
    expect(read([span(3, VERCEL, { parent: 1, atMs: 20 }), span(2, VERCEL, failed), span(1, parent)])).toEqual([
      expect.objectContaining({
        ...{
          id: `${TRACE}:${spanId(3)}`,
          request_id: `${TRACE}:${spanId(1)}`,
          provider: "deepseek",
          attempt: 2,
          final: true,
        },
        ...{ ttft_ms: 81.25, streamed: true, input_tokens: 900, cached_input_tokens: 512, output_tokens: 60 },
      }),
      expect.objectContaining({
        outcome: "rate_limited",
        http_status: 429,
        error_code: "AI_APICallError",
        attempt: 1,
        final: false,
      }),
      "ignored: is a step of a chain",
    ]);
  });

  test("of Langfuse", () => {
    const values = {
      "langfuse.observation.type": "generation",
      "langfuse.observation.model.name": "gpt-4o",
      "langfuse.observation.usage_details": '{"input":176,"input_cached_tokens":1024,"output":42,"total":1242}',
      "langfuse.observation.cost_details": '{"total":0.00012}',
      "langfuse.observation.completion_start_time": '"2026-11-22T06:48:44.600Z"',
    };
    const failed = {
      ...values,
      "langfuse.observation.level": "ERROR",
      "langfuse.observation.status_message": "500 broken",
    };
    expect(read([span(1, values), span(2, failed)])).toEqual([
      expect.objectContaining({
        model: "gpt-4o",
        ttft_ms: 63,
        streamed: true,
        input_tokens: 1200,
        cached_input_tokens: 1024,
        cost_usd: 0.00012,
      }),
      expect.objectContaining({ outcome: "server_error", http_status: 500 }),
    ]);
  });

  test("of OpenRouter's Broadcast: the root, and who really served it", () => {
    const values = {
      "gen_ai.request.model": "deepseek/deepseek-v3.2",
      "gen_ai.provider.name": "deepseek",
      "trace.metadata.openrouter.provider_name": "Novita",
      "gen_ai.usage.input_tokens": 10,
      "gen_ai.usage.total_cost": 0.001,
    };
    const resource = { "service.name": "openrouter" };
    expect(read([span(1, values, { name: "LLM Generation" }), span(2, values, { parent: 1 })], resource)).toEqual([
      expect.objectContaining({ provider: "Novita", cost_usd: 0.001 }),
      "ignored: is no call of a model",
    ]);
  });

  test.each([
    ["RateLimitError", "429 slow", "rate_limited", 429],
    ["APIUserAbortError", "Request was aborted.", "cancelled", undefined],
    ["APIConnectionTimeoutError", "Request timed out.", "timeout", undefined],
    ["500", "", "server_error", 500],
    ["_OTHER", "who knows", "server_error", undefined],
    ["NotFoundError", "404 The model does not exist", "client_error", 404],
  ])("an error %s is %s", (type, message, outcome, status) => {
    const [record] = read([span(1, { ...CHAT, "error.type": type }, { status: { code: 2, message } })]);
    expect(record).toMatchObject(status === undefined ? { outcome } : { outcome, http_status: status });
    expect(JSON.stringify(record)).not.toContain("who knows");
  });
});

describe("what is counted", () => {
  test("other spans are ordinary, broken ones are told", () => {
    const tool = span(1, { "gen_ai.operation.name": "execute_tool" });
    const endless = { ...span(2, CHAT), endTimeUnixNano: "1" };
    const nameless = { ...span(3, CHAT), traceId: "0".repeat(32) };
    expect(read([tool, endless, nameless, span(4, { "http.request.method": "GET" })])).toEqual([
      "ignored: is a tool call",
      "unreadable: a call has no start and end",
      "unreadable: a span has no valid traceId and spanId",
      "ignored: is no call of a model",
    ]);
  });

  test("of two instrumentations of one call the inner one, also when the outer comes later and over others", () => {
    const send = exporter();
    const [inner, between, outer] = [
      span(3, CHAT, { parent: 2 }),
      span(2, { "http.url": "x" }, { parent: 1 }),
      span(1, CHAT),
    ];

    expect(send([inner])).toEqual([expect.objectContaining({ id: `${TRACE}:${spanId(3)}` })]);
    expect(send([between, outer])).toEqual([
      "ignored: is no call of a model",
      "ignored: repeats a call that was reported too",
    ]);
    expect(read([outer, between, inner])).toHaveLength(3);
  });
});

test("an app's call and the one of the proxy that it calls are one, whichever export comes first", () => {
  const app = span(1, CHAT, { ms: 200 });
  const proxy = span(2, { ...CHAT, "llm.request.type": "acompletion" }, { parent: 1, atMs: 10, ms: 180 });
  for (const posts of [
    [app, proxy],
    [proxy, app],
  ]) {
    const attempts = new Map<string, unknown>();
    const send = exporter(attempts);
    for (const each of posts) send([each]);
    expect([...attempts.values()]).toEqual([
      expect.objectContaining({ id: `${TRACE}:${spanId(2)}`, duration_ms: 180 }),
    ]);
  }
});

test("usage that only a later export has revises the attempt", () => {
  const exported = exporter();
  const send = (one: object) => exported([one]);
  const { "gen_ai.usage.input_tokens": input, "gen_ai.usage.output_tokens": output, ...withoutUsage } = CHAT;
  const [first] = send(span(2, withoutUsage, { parent: 1, atMs: 10, ms: 100 }));

  expect(first).not.toHaveProperty("input_tokens");
  expect(send(span(1, CHAT))).toEqual([
    "ignored: repeats a call that was reported too",
    expect.objectContaining({ id: `${TRACE}:${spanId(2)}`, revision: 1, input_tokens: input, output_tokens: output }),
  ]);
});

describe("the binary encoding", () => {
  const bytesOf = (hex: string) => Buffer.from(hex, "hex");
  const field = (id: number, bytes: Uint8Array) =>
    protobuf.Writer.create()
      .uint32((id << 3) | 2)
      .bytes(bytes)
      .finish();

  function encode(spans: readonly ReturnType<typeof span>[]): Uint8Array {
    const encoded = spans.map((one) => {
      const parentSpanId = one.parentSpanId === undefined ? undefined : bytesOf(one.parentSpanId);
      const binary = {
        ...one,
        traceId: bytesOf(one.traceId),
        spanId: bytesOf(one.spanId),
        ...(parentSpanId && { parentSpanId }),
      };
      return field(2, encodeMessage("Span", binary));
    });
    const resource = field(1, encodeMessage("Resource", { attributes: attributes({ "service.name": "shop" }) }));
    const scope = field(1, encodeMessage("InstrumentationScope", { name: "pydantic-ai", version: "1.39.0" }));
    return field(1, Buffer.concat([resource, field(2, Buffer.concat([scope, ...encoded]))]));
  }

  test("says the same as JSON", () => {
    const spans = [
      span(1, { ...CHAT, "gen_ai.response.finish_reasons": ["stop"], cost: 0.5, "gen_ai.request.stream": false }),
      span(2, VERCEL, { parent: 1 }),
    ];
    expect(summary(spanEntries(readSpans(decodeTraces(encode(spans)))))).toEqual(read(spans));
  });

  test("has the version of an instrumentation and why answers ended", () => {
    const reasons = { ...CHAT, "gen_ai.response.finish_reasons": ["interrupted", "stop"] };
    const [read] = readSpans(decodeTraces(encode([span(1, reasons)])));

    expect(read).toMatchObject({ scope: "pydantic-ai", scopeVersion: "1.39.0" });
    expect(read && "attributes" in read && read.attributes.get("gen_ai.response.finish_reasons")).toBe("interrupted");
  });

  test("a trace of thousands of calls within calls takes no longer than it must, and only the innermost count", () => {
    const chain = Array.from({ length: 8_000 }, (_, index) =>
      span(index + 1, CHAT, index > 0 ? { parent: index } : {}),
    );
    const startedAt = performance.now();
    const entries = spanEntries(
      readSpans(
        request(
          chain.map((one) => ({ ...one, attributes: attributes({ ...CHAT, "gen_ai.response.id": one.spanId }) })),
        ),
      ),
    );

    expect(entries.filter((entry) => "record" in entry)).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test("two tellings of one answer count once where nothing says which is within which", () => {
    const exported = exporter();
    const send = (id: number) => exported([span(id, CHAT)]);
    expect(send(1)).toMatchObject([{ request_id: "chatcmpl-1" }]);
    expect(send(2)).toEqual(["ignored: repeats a call that was reported too"]);
    expect(send(1)).toMatchObject([{ request_id: "chatcmpl-1" }]);
  });

  test("whatever bytes come are spans or refused, and cost no more than they should", () => {
    const whole = encode([span(1, CHAT), span(2, VERCEL)]);
    const damaged = fc
      .tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }))
      .map(([at, bytes]) => {
        const copy = Uint8Array.from(whole);
        copy.set(bytes.subarray(0, whole.length - at), at);
        return copy;
      });
    fc.assert(
      fc.property(
        fc.oneof(
          damaged,
          fc.nat(whole.length).map((end) => whole.subarray(0, end)),
          fc.uint8Array({ maxLength: 300 }),
        ),
        (bytes) => {
          try {
            spanEntries(readSpans(decodeTraces(bytes)));
          } catch (error) {
            if (!isAppError(error)) throw error;
          }
        },
      ),
      { numRuns: 2_000 },
    );
    const empties = new Uint8Array(4_000_000).map((_, index) => (index % 2 === 0 ? 10 : 0));
    expect(() => decodeTraces(empties)).toThrow(/too many parts/);
  });
});
