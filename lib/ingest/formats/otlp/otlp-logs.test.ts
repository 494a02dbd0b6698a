import fc from "fast-check";
import protobuf from "protobufjs/light.js";
import { describe, expect, test } from "vitest";
import { isAppError } from "@/lib/contract/error";
import { validateRecords } from "../../validate-records";
import type { Entry } from "../entry";
import { codexConversations, continueConversation, NO_CONVERSATION } from "./codex-events";
import { decodeLogs } from "./decode-export";
import { logEntries } from "./log-entries";
import { encodeMessage } from "./messages";
import { readJsonLogs } from "./otlp-logs";
import { readLogs } from "./read-logs";
import { readSpans } from "./read-spans";
import { spanEntries } from "./span-entries";

type Values = Readonly<Record<string, string | number | boolean>>;
type Log = { at?: string; name?: string; body?: string; observedOnly?: boolean; attributes: Values };
const END = "2026-11-29T12:00:05.250Z";

const anyValueOf = (value: string | number | boolean) =>
  typeof value === "string"
    ? { stringValue: value }
    : typeof value === "boolean"
      ? { boolValue: value }
      : Number.isInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value };
const attributesOf = (values: Values) =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValueOf(value) }));
const nanosOf = (at: string) => `${Date.parse(at)}000000`;

function exported(service: string, scope: string, logs: readonly Log[], resource: Values = {}) {
  const logRecords = logs.map(({ at = END, name, body, observedOnly, attributes }) => ({
    timeUnixNano: observedOnly ? "0" : nanosOf(at),
    observedTimeUnixNano: nanosOf(at),
    ...(body !== undefined && { body: { stringValue: body } }),
    attributes: attributesOf({ ...(name !== undefined && { "event.name": name }), ...attributes }),
  }));
  return {
    resourceLogs: [
      {
        resource: { attributes: attributesOf({ "service.name": service, ...resource }) },
        scopeLogs: [{ scope: { name: scope }, logRecords }],
      },
    ],
  };
}

/** Each entry without what it does not know, and records only as the store's own check takes them. */
function summary(entries: readonly Entry[]): unknown[] {
  return entries.map((entry) => {
    if (!("record" in entry)) return "ignored" in entry ? entry.ignored : `unreadable: ${entry.unreadable}`;
    expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
    return Object.fromEntries(Object.entries(entry.record).filter(([, value]) => value != null));
  });
}
const read = (...[service, scope, logs, resource]: Parameters<typeof exported>) =>
  summary(logEntries(readJsonLogs(JSON.stringify(exported(service, scope, logs, resource)))));

describe("Claude Code", () => {
  const request: Log = {
    name: "api_request",
    body: "claude_code.api_request",
    attributes: {
      ...{ "session.id": "s-1", "user.email": "ada@example.com", "user.id": "device-7", "event.sequence": 12 },
      ...{ model: "claude-sonnet-4-6", request_id: "req_1", duration_ms: "4250", cost_usd: 0.0321, speed: "normal" },
      ...{ input_tokens: "2", cache_read_tokens: "84562", cache_creation_tokens: "7096", output_tokens: "1200" },
      ...{ query_source: "main", "prompt.id": "p-1" },
    },
  };
  const code = (logs: readonly Log[], resource?: Values) =>
    read("claude-code", "com.anthropic.claude_code.events", logs, resource);

  test("a request began its duration before its event, and its input is beside the cache", () => {
    expect(code([request], { "team.id": "platform" })).toEqual([
      {
        ...{ id: "req_1", model: "claude-sonnet-4-6", provider: "anthropic", app: "claude-code", team: "platform" },
        ...{ started_at: "2026-11-29T12:00:01.000Z", duration_ms: 4250, outcome: "ok", cost_usd: 0.0321 },
        ...{ input_tokens: 91_660, cached_input_tokens: 84_562, cache_write_tokens: 7_096, output_tokens: 1_200 },
        ...{ session: "s-1", feature: "main", consumer: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ]);
  });

  test("the event is known by its scope too, where a collector drops the body", () => {
    const { body, ...bare } = request;
    expect(code([bare])).toEqual(code([request]));
  });

  test("prompts, answers and tools are no calls, and nothing of them is kept", () => {
    const secret = "my name is Ada";
    const logs: Log[] = [
      { name: "user_prompt", body: "claude_code.user_prompt", attributes: { prompt: secret } },
      { name: "api_request_body", body: "claude_code.api_request_body", attributes: { body: secret } },
      { name: "tool_result", body: secret, attributes: { error: secret } },
    ];
    const entries = logEntries(
      readJsonLogs(JSON.stringify(exported("claude-code", "com.anthropic.claude_code.events", logs))),
    );
    expect(summary(entries)).toEqual([
      "is no event of a call",
      "reports a part of a call that is counted when it ends",
      "is no event of a call",
    ]);
    expect(JSON.stringify(entries)).not.toContain("Ada");
  });

  test.each([
    ["429", "Rate limited", { outcome: "rate_limited", http_status: 429 }],
    ["529", "Overloaded", { outcome: "server_error", http_status: 529 }],
    ["undefined", "Request was aborted.", { outcome: "cancelled" }],
    ["undefined", "Request timed out.", { outcome: "timeout" }],
    ["401", "invalid x-api-key", { outcome: "client_error", http_status: 401 }],
  ])("an error of status %s, %s", (status_code, error, end) => {
    const attributes = { model: "claude-sonnet-4-6", "session.id": "s-1", status_code, error, duration_ms: 95 };
    const [failed] = code([
      { name: "api_error", body: "claude_code.api_error", attributes: { ...attributes, attempt: 3 } },
    ]);
    expect(failed).toMatchObject({ ...end, duration_ms: 95, attempt: 3 });
    expect(failed).not.toHaveProperty("input_tokens");
  });

  test("the fast tier is one, and Bedrock's names are left to say who served them", () => {
    const fast = { ...request, attributes: { ...request.attributes, speed: "fast" } };
    const bedrock = { ...request, attributes: { ...request.attributes, model: "us.anthropic.claude-sonnet-4-6" } };
    expect(code([fast])[0]).toMatchObject({ service_tier: "fast" });
    expect(code([bedrock])[0]).not.toHaveProperty("provider");
  });

  test("a record that is sent again has the same id and start, and the next of its session another", () => {
    const { request_id, ...attributes } = request.attributes;
    const [first, again, next] = [12, 12, 13].map(
      (sequence) => code([{ ...request, attributes: { ...attributes, "event.sequence": sequence } }])[0],
    );
    expect(again).toEqual(first);
    expect(next).not.toHaveProperty("id", (first as { id: string }).id);
  });

  test("its span of the same call only repeats it", () => {
    const span = {
      ...{ traceId: "a".repeat(32), spanId: "b".repeat(16), name: "claude_code.llm_request" },
      ...{ startTimeUnixNano: nanosOf(END), endTimeUnixNano: nanosOf(END) },
      attributes: attributesOf({ "gen_ai.system": "anthropic", "gen_ai.request.model": "claude-sonnet-4-6" }),
    };
    const scope = { name: "com.anthropic.claude_code.tracing" };
    const spans = readSpans({ resourceSpans: [{ scopeSpans: [{ scope, spans: [span] }] }] });
    expect(summary(spanEntries(spans))).toEqual([
      "is counted by the log events of its agent, which it must export too",
    ]);
  });
});

describe("Codex", () => {
  const common = { "conversation.id": "c-1", model: "gpt-5.5", slug: "gpt-5.5", "user.account_id": "acc-1" };
  const log = (at: string, name: string, attributes: Values): Log => ({
    ...{ at, name: `codex.${name}`, observedOnly: true },
    attributes: { "event.timestamp": at, ...common, ...attributes },
  });
  const request = log("2026-11-29T12:00:01.300Z", "api_request", {
    ...{ duration_ms: "300", "http.response.status_code": 200, attempt: 0, endpoint: "/responses" },
  });
  const counts = {
    ...{ input_token_count: "1200", cached_token_count: 1024, output_token_count: "342", reasoning_token_count: 300 },
    ...{ tool_token_count: "1542", ttft_ms: 900, service_tier: "default" },
  };
  const completed = log("2026-11-29T12:00:05.000Z", "sse_event", { "event.kind": "response.completed", ...counts });
  const codex = (logs: readonly Log[]) => read("codex_cli_rs", "codex_otel.log_only", logs);
  const part = "reports a part of a call that is counted when it ends";

  test("a request and the end of its stream are one call, whose input has the cache in it", () => {
    const piece = log("2026-11-29T12:00:05.000Z", "sse_event", {
      "event.kind": "response.completed",
      duration_ms: "7",
    });
    expect(codex([request, piece, completed])).toEqual([
      part,
      part,
      {
        ...{ id: expect.any(String), model: "gpt-5.5", provider: "openai", app: "codex_cli_rs", session: "c-1" },
        ...{ started_at: "2026-11-29T12:00:01.000Z", duration_ms: 4000, ttft_ms: 900, streamed: true, outcome: "ok" },
        ...{ input_tokens: 1200, cached_input_tokens: 1024, output_tokens: 342, reasoning_tokens: 300 },
        ...{ service_tier: "default", consumer: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ]);
  });

  test("without its request nobody knows how long it took, and it is dated by its end", () => {
    const [alone] = codex([completed]);
    expect(alone).toMatchObject({ started_at: "2026-11-29T12:00:05.000Z", input_tokens: 1200 });
    expect(alone).not.toHaveProperty("duration_ms");
  });

  test("a request of another conversation, of a list of models, or that failed begins no call", () => {
    const others = [
      { ...request, attributes: { ...request.attributes, "conversation.id": "c-2" } },
      { ...request, attributes: { ...request.attributes, endpoint: "/models" } },
    ];
    expect(codex([...others, completed])[2]).not.toHaveProperty("duration_ms");
    const failed = { ...request, attributes: { ...request.attributes, "http.response.status_code": 429 } };
    const [first, second] = codex([failed, completed]);
    expect(first).toMatchObject({ outcome: "rate_limited", http_status: 429, duration_ms: 300 });
    expect(second).not.toHaveProperty("duration_ms");
  });

  test.each([
    [{ "event.kind": "response.failed", "error.message": "rate limit reached" }, "rate_limited"],
    [{ "error.message": "idle timeout waiting for SSE" }, "timeout"],
    [{ "event.kind": "response.completed", "error.message": "stream disconnected before completion" }, "server_error"],
  ])("a stream that ended with %o is %s", (attributes, outcome) => {
    expect(codex([request, log("2026-11-29T12:00:03.000Z", "sse_event", attributes)])[1]).toMatchObject({
      ...{ outcome, started_at: "2026-11-29T12:00:01.000Z", duration_ms: 2000 },
    });
  });

  test("whatever is cut where, and sent again, each call begins when it did", () => {
    const at = (second: number) => new Date(Date.parse("2026-11-29T12:00:00Z") + second * 1_000).toISOString();
    const calls = fc.array(fc.record({ request: fc.boolean(), answer: fc.boolean() }), { maxLength: 6 });
    fc.assert(
      fc.property(calls, fc.infiniteStream(fc.nat(2)), (made, cuts) => {
        const logs = made.flatMap(({ request: isRequested, answer }, index) => [
          ...(isRequested ? [{ ...request, at: at(10 * index + 1), attributes: { ...request.attributes } }] : []),
          ...(answer ? [{ ...completed, at: at(10 * index + 5), attributes: { ...completed.attributes } }] : []),
        ]);
        for (const log of logs) Object.assign(log.attributes, { "event.timestamp": log.at });
        const startsOf = (posts: readonly (readonly Log[])[]) => {
          let known = NO_CONVERSATION;
          return posts.flatMap((post) => {
            const events = readLogs(exported("codex_cli_rs", "codex_otel.log_only", post));
            const [conversation = []] = codexConversations(events).values();
            const { starts, after } = continueConversation(conversation, known);
            known = after;
            return events.flatMap((event) => (starts.has(event) ? [[event.atUs, starts.get(event)]] : []));
          });
        };
        const posts: Log[][] = [];
        for (let from = 0; from < logs.length; ) {
          const size = 1 + (cuts.next().value ?? 0);
          posts.push(logs.slice(from, from + size));
          from += size;
        }
        const whole = startsOf([logs]);
        expect(startsOf(posts)).toEqual(whole);
        const twice = new Map(startsOf(posts.flatMap((post) => [post, post])).map(([end, start]) => [end, start]));
        expect([...twice]).toEqual(whole);
      }),
    );
  });

  test("a piece that could not be parsed ends no call", () => {
    const attributes = { "event.kind": "response.output_item.done", "error.message": "failed to parse" };
    expect(codex([log(END, "sse_event", attributes)])).toEqual([part]);
  });
});

describe("Gemini CLI and Qwen Code", () => {
  const counts = { input_token_count: 1000, output_token_count: 40, cached_content_token_count: 600 };
  const gemini = (attributes: Values, name = "api_response") =>
    read("gemini-cli", "gemini-cli", [
      { name: `gemini_cli.${name}`, attributes: { "session.id": "s-1", ...attributes } },
    ]);

  test("reasoning and what tools put into the prompt are beside Gemini's counts", () => {
    const attributes = { ...counts, thoughts_token_count: 300, tool_token_count: 50, total_token_count: 1390 };
    expect(gemini({ model: "gemini-3-pro", duration_ms: 2250, role: "main", ...attributes })).toEqual([
      {
        ...{ id: expect.any(String), model: "gemini-3-pro", provider: "google", app: "gemini-cli", session: "s-1" },
        ...{ started_at: "2026-11-29T12:00:03.000Z", duration_ms: 2250, outcome: "ok", feature: "main" },
        ...{ input_tokens: 1050, cached_input_tokens: 600, output_tokens: 340, reasoning_tokens: 300 },
      },
    ]);
  });

  test("where no usage came every count is 0, which says nothing", () => {
    const none = { input_token_count: 0, output_token_count: 0, thoughts_token_count: 0, total_token_count: 0 };
    expect(gemini({ model: "gemini-3-pro", duration_ms: 9, ...none })[0]).not.toHaveProperty("input_tokens");
  });

  test("a request is counted by its answer alone, and OpenTelemetry's event beside it not at all", () => {
    expect(gemini({ model: "gemini-3-pro" }, "api_request")).toEqual([
      "reports a part of a call that is counted when it ends",
    ]);
    const twin = { name: "gen_ai.client.inference.operation.details", attributes: { "gen_ai.usage.input_tokens": 9 } };
    expect(read("copilot-chat", "copilot-chat", [twin])).toEqual(["repeats a call that its span reports"]);
  });

  test("an error says how long it took, and a message keeps nothing of itself", () => {
    const attributes = { model: "gemini-3-pro", duration_ms: 95, error: "quota for ada exceeded", status_code: 429 };
    const [failed] = gemini({ ...attributes, "error.type": "ApiError" }, "api_error");
    expect(failed).toMatchObject({ outcome: "rate_limited", http_status: 429, duration_ms: 95 });
    expect(JSON.stringify(failed)).not.toContain("ada");
  });

  test("by Qwen's total its reasoning is a part of its output, and a cancelled call is one", () => {
    const qwen = (name: string, attributes: Values) =>
      read("qwen-code", "qwen-code", [
        { name: `qwen-code.${name}`, attributes: { model: "qwen3-coder", ...attributes } },
      ]);
    const usage = { ...counts, output_token_count: 340, thoughts_token_count: 300, total_token_count: 1340 };
    expect(qwen("api_response", { response_id: "r-1", duration_ms: 900, ttft_ms: 120, ...usage })[0]).toMatchObject({
      ...{ id: "r-1", input_tokens: 1000, output_tokens: 340, reasoning_tokens: 300, ttft_ms: 120, streamed: true },
    });
    expect(qwen("api_cancel", {})[0]).toMatchObject({ outcome: "cancelled" });
  });
});

test("Grok Build tells its cost in millionths, and its input has the cache in it", () => {
  const attributes = {
    ...{ model: "grok-code-fast-1", duration_ms: 1250, cost_usd_micros: 4200, "session.id": "s-1", "team.id": "t-1" },
    ...{ input_tokens: 900, cache_read_tokens: 512, output_tokens: 60, reasoning_tokens: 20 },
  };
  expect(read("grok", "ai.xai.grok_code", [{ name: "grok_code.api_request", attributes }])[0]).toMatchObject({
    ...{
      provider: "x-ai",
      cost_usd: 0.0042,
      input_tokens: 900,
      cached_input_tokens: 512,
      output_tokens: 60,
      team: "t-1",
    },
  });
});

test("exports come one a line, and an export's resources each alone", () => {
  const attributes = { model: "grok-code-fast-1", duration_ms: 5, input_tokens: 7 };
  const one = exported("grok", "ai.xai.grok_code", [{ name: "grok_code.api_request", attributes }]);
  const whole = logEntries(readJsonLogs(JSON.stringify(one)));
  expect(logEntries(readJsonLogs(`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`))).toEqual([...whole, ...whole]);
  expect(logEntries(readJsonLogs(JSON.stringify(one.resourceLogs)))).toEqual(whole);
});

test("another log is no event of an agent, and its text is no example", () => {
  const entries = logEntries(
    readJsonLogs(JSON.stringify(exported("api", "winston", [{ body: "Ada signed in", attributes: {} }]))),
  );
  expect(entries).toEqual([{ ignored: "is no event of a coding agent", example: undefined }]);
});

function encode({ resourceLogs }: ReturnType<typeof exported>): Uint8Array {
  const field = (id: number, ...parts: Uint8Array[]) =>
    protobuf.Writer.create()
      .uint32((id << 3) | 2)
      .bytes(Buffer.concat(parts))
      .finish();
  const ofScopes = ({ scopeLogs }: (typeof resourceLogs)[number]) =>
    scopeLogs.map(({ scope, logRecords }) =>
      field(
        2,
        field(1, encodeMessage("InstrumentationScope", scope)),
        ...logRecords.map((record) => field(2, encodeMessage("LogRecord", record))),
      ),
    );
  const ofResources = resourceLogs.map((each) =>
    field(1, field(1, encodeMessage("Resource", each.resource)), ...ofScopes(each)),
  );
  return Buffer.concat(ofResources);
}

test("in protobuf an export says the same", () => {
  const attributes = { model: "claude-sonnet-4-6", request_id: "r", duration_ms: 5, cost_usd: 0.5, input_tokens: 7 };
  const logs = [{ name: "api_request", body: "claude_code.api_request", attributes }];
  const request = exported("claude-code", "com.anthropic.claude_code.events", logs, { "team.id": "t" });
  expect(logEntries(readLogs(decodeLogs(encode(request))))).toEqual(logEntries(readJsonLogs(JSON.stringify(request))));
});

test("whatever comes as logs is told or refused, never a crash", () => {
  const odd = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom(null, "", -1, 1e308, "codex.sse_event"));
  const names = fc.constantFrom(
    "claude_code.api_request",
    "codex.sse_event",
    "codex.api_request",
    "grok_code.api_error",
  );
  const record = fc.record({
    name: names,
    key: fc.constantFrom("model", "duration_ms", "input_tokens", "ttft_ms"),
    odd,
  });
  fc.assert(
    fc.property(fc.oneof(odd, record), (value) => {
      const {
        name = "",
        key = "",
        odd: inner = null,
      } = Object(value) as { name?: string; key?: string; odd?: unknown };
      const attributes = [
        { key: "event.name", value: { stringValue: name } },
        { key: "model", value: { stringValue: "m" } },
      ];
      const log = { timeUnixNano: nanosOf(END), attributes: [...attributes, { key, value: inner }] };
      const body = JSON.stringify([value, { resourceLogs: [{ scopeLogs: [{ logRecords: [log, value] }] }] }]);
      for (const entry of logEntries(readJsonLogs(body))) {
        if ("record" in entry) expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        logEntries(readLogs(decodeLogs(bytes)));
      } catch (error) {
        if (!isAppError(error)) throw error;
      }
    }),
  );
});
