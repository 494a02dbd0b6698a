import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as postLogs } from "@/app/api/otel/v1/logs/route";
import { POST as postMetrics } from "@/app/api/otel/v1/metrics/route";
import { POST as postTraces } from "@/app/api/otel/v1/traces/route";
import { POST as postPortkey } from "@/app/api/portkey/v1/logs/route";
import { POST as postLangfuse } from "@/app/api/public/ingestion/route";
import { POST as postLiteLlm } from "@/app/api/v1/logs/litellm/route";
import { PUT as putOpenRouter } from "@/app/api/v1/logs/openrouter/route";
import { getIngestHealth } from "@/db/ingest-stats/get-ingest-health";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { integrationReplySchema, langfuseReplySchema } from "@/lib/contract/integration-reply";
import { decodeMessage } from "@/lib/ingest/formats/otlp/messages";
import { createIngest } from "./ingest/create-ingest";
import { ingestService } from "./ingest/ingest-service";
import { createIntegrationIngest } from "./ingest/integration-ingest";
import { givenServer } from "./testing/given-server";

const database = testDatabase();
givenServer(database, { services: [ingestService] });
let key = "";

beforeAll(async () => {
  const { db } = database;
  key = (await createKey(db, { key: { name: "router", scopes: ["logs:write"] }, actor: "test", now: new Date() })).key;
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

function send(handler: Handler, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const sent = { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers };
  const request = new Request("http://localhost/", { method: "POST", body, headers: sent });
  return handler(request, { params: Promise.resolve({}) });
}
const json = (handler: Handler, body: unknown, headers?: Record<string, string>) =>
  send(handler, JSON.stringify(body), headers);

async function stored(id: string) {
  const [row] = await database.sql<{ model: string; provider: string; app: string; ttft_us: number | null }[]>`
    select m.value as model, p.value as provider, d.value as app, a.ttft_us::int as ttft_us from attempt a
    join dimension m on m.id = a.model_id join dimension p on p.id = a.provider_id join dimension d on d.id = a.app_id
    where a.id = ${id}`;
  return row;
}

const seconds = Math.floor(Date.now() / 1_000) - 600;
const ago = (ms: number) => new Date(seconds * 1_000 - ms).toISOString();

describe("attempts of one request that come in several posts", () => {
  const call = (more: object) => ({
    ...{ call_type: "acompletion", status: "success", model: "gpt-4o", custom_llm_provider: "openai" },
    ...{ prompt_tokens: 100, completion_tokens: 10, model_group: "smart" },
    ...more,
  });
  const failed = (id: string, trace_id: string, at: number) =>
    call({
      ...{ id, trace_id, status: "failure", startTime: seconds + at, endTime: seconds + at + 1 },
      error_information: { error_code: "429", error_class: "RateLimitError" },
    });
  const answered = (id: string, trace_id: string, at: number) =>
    call({ id, trace_id, startTime: seconds + at, endTime: seconds + at + 1 });
  const attemptsOf = async (trace: string) =>
    database.sql`select id, attempt, final from attempt where request_id = ${trace} order by started_at`;

  test("are one request, whichever post is sent again", async () => {
    const trace = crypto.randomUUID();
    const first = [failed(`${trace}-1`, trace, 0)];
    const second = [failed(`${trace}-2`, trace, 1.2)];
    const third = [answered(`${trace}-3`, trace, 2.5)];

    for (const post of [first, first, second, third, second, third]) await json(postLiteLlm, post);

    expect(await attemptsOf(trace)).toEqual([
      { id: `${trace}-1`, attempt: 1, final: false },
      { id: `${trace}-2`, attempt: 2, final: false },
      { id: `${trace}-3`, attempt: 3, final: true },
    ]);
  });

  test("go on being one where several fail in one post, and a success ends it", async () => {
    const trace = crypto.randomUUID();
    await json(postLiteLlm, [failed(`${trace}-1`, trace, 0), failed(`${trace}-2`, trace, 0.5)]);
    await json(postLiteLlm, [
      failed(`${trace}-3`, trace, 1.6),
      answered(`${trace}-4`, trace, 3),
      answered(`${trace}-5`, trace, 5),
    ]);
    await json(postLiteLlm, [answered(`${trace}-6`, trace, 7)]);

    expect((await attemptsOf(trace)).map(({ attempt, final }) => [attempt, final])).toEqual([
      [1, true],
      [1, false],
      [2, false],
      [3, true],
      [1, true],
      [1, true],
    ]);
  });

  test("are one request in posts that overlap, whichever comes first", async () => {
    const traces = Array.from({ length: 8 }, () => crypto.randomUUID());
    await Promise.all(
      traces.flatMap((trace, index) => {
        const posts = [[failed(`${trace}-1`, trace, 0)], [answered(`${trace}-2`, trace, 1.2)]];
        return (index % 2 === 0 ? posts : posts.toReversed()).map((post) => json(postLiteLlm, post));
      }),
    );

    for (const trace of traces) {
      expect((await attemptsOf(trace)).map(({ attempt, final }) => [attempt, final])).toEqual([
        [1, false],
        [2, true],
      ]);
    }
  });

  test("are left as they are where the next one is refused, or comes with another key", async () => {
    const trace = crypto.randomUUID();
    await json(postLiteLlm, [failed(`${trace}-1`, trace, 0)]);
    const { db } = database;
    const other = await createKey(db, { key: { name: "other", scopes: ["logs:write"] }, actor: "t", now: new Date() });
    await json(postLiteLlm, [answered(`${trace}-2`, trace, 2)], { authorization: `Bearer ${other.key}` });
    await json(postLiteLlm, [
      {
        ...answered(`${trace}-3`, trace, 2),
        prompt_tokens: 2e9,
        response_cost: 1e9,
        model: "x".repeat(999),
        endTime: seconds + 1,
      },
    ]);

    expect((await attemptsOf(trace)).map(({ final }) => final)).toEqual([true, true]);
  });

  test("are several where the next begins before the failed one ended, or long after", async () => {
    const trace = crypto.randomUUID();
    await json(postLiteLlm, [failed(`${trace}-1`, trace, -900)]);
    await json(postLiteLlm, [failed(`${trace}-2`, trace, 0)]);
    await json(postLiteLlm, [answered(`${trace}-3`, trace, 0.5)]);

    expect((await attemptsOf(trace)).map(({ final }) => final)).toEqual([true, true, true]);
  });
});

describe("LiteLLM's callback", () => {
  const call = (more: object = {}) => ({
    ...{ id: crypto.randomUUID(), call_type: "acompletion", stream: true, status: "success", model: "deepseek-v3.2" },
    ...{
      startTime: seconds + 0.1,
      completionStartTime: seconds + 0.5,
      endTime: seconds + 2,
      custom_llm_provider: "openai",
    },
    ...{ api_base: "https://api.siliconflow.cn/v1", prompt_tokens: 900, completion_tokens: 60, response_cost: 0.0002 },
    ...more,
  });

  test("a batch is stored, each entry by itself, and a second time only known", async () => {
    const batch = [call(), null, call({ model: "", hidden_params: {} }), call()];

    const reply = integrationReplySchema.parse(await (await json(postLiteLlm, batch)).json());
    const again = integrationReplySchema.parse(await (await json(postLiteLlm, batch)).json());

    expect(reply).toMatchObject({ accepted: 2, duplicates: 0, ignored: 1, rejected: [{ index: 2 }] });
    expect(again).toMatchObject({ accepted: 0, duplicates: 2, ignored: 1 });
    expect(await stored(batch[3]?.id ?? "")).toEqual({
      model: "deepseek-v3.2",
      provider: "siliconflow",
      app: "default",
      ttft_us: 400_000,
    });
  });

  test("a body that is no JSON is refused, and one where all are refused is taken all the same", async () => {
    expect((await send(postLiteLlm, "{nothing")).status).toBe(400);
    expect((await json(postLiteLlm, [call({ id: "" })])).status).toBe(200);
  });
});

describe("an OTLP exporter", () => {
  const TYPE = "application/x-protobuf";
  const attribute = (name: string, value: string) => ({ key: name, value: { stringValue: value } });
  const span = (spanId: string, more: object = {}) => ({
    ...{ traceId: "a".repeat(32), spanId, name: "chat", kind: 3, status: {} },
    startTimeUnixNano: `${seconds}000000000`,
    endTimeUnixNano: `${seconds + 1}000000000`,
    attributes: [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "gpt-4o")],
    ...more,
  });
  const request = (spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

  test("is answered {} where all is well, also the second time, packed or not", async () => {
    const body = JSON.stringify(request([span("1".repeat(16))]));
    const packed = new Uint8Array(gzipSync(body));

    for (const sent of [send(postTraces, body), send(postTraces, packed, { "content-encoding": "gzip" })]) {
      const response = await sent;
      expect([response.status, await response.json()]).toEqual([200, {}]);
    }
    expect(await stored(`${"a".repeat(32)}:${"1".repeat(16)}`)).toMatchObject({ model: "gpt-4o", ttft_us: null });
    expect(await (await json(postTraces, {})).json()).toEqual({});
  });

  test("whose spans are all no calls is told so until one is, and the ingest page says why", async () => {
    const { db } = database;
    const other = await createKey(db, {
      key: { name: "no calls", scopes: ["logs:write"] },
      actor: "t",
      now: new Date(),
    });
    const step = { name: "GET /cart", attributes: [] };
    const ids = ["4", "5", "6"].map((digit) => digit.repeat(16));
    const post = (spans: object[]) => json(postTraces, request(spans), { authorization: `Bearer ${other.key}` });

    const first = await (await post(ids.slice(0, 2).map((id) => span(id, step)))).json();
    expect(first).toEqual({
      partialSuccess: {
        rejectedSpans: "0",
        errorMessage: "None of these 2 spans is a call of a model; the Ingest page says why",
      },
    });
    await post([span("7".repeat(16), { traceId: "b".repeat(32) })]);
    expect(await (await post([span(ids[2] ?? "", step)])).json()).toEqual({});

    await expect
      .poll(
        async () => (await getIngestHealth(db, { now: new Date() })).senders.find(({ key_id }) => key_id === other.id),
        {
          timeout: 15_000,
        },
      )
      .toMatchObject({ source: "otlp", ignored: [{ count: 3 }] });
  });

  test("is told how many spans were broken, and why", async () => {
    const response = await json(
      postTraces,
      request([span("2".repeat(16), { endTimeUnixNano: "0" }), span("3".repeat(16))]),
    );

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedSpans: "1", errorMessage: "a call has no start and end" },
    });
  });

  test("is answered in protobuf what it sends in protobuf, errors too", async () => {
    const empty = await send(postTraces, new Uint8Array(0), { "content-type": TYPE });
    expect([empty.status, empty.headers.get("content-type"), (await empty.bytes()).length]).toEqual([200, TYPE, 0]);

    const broken = await send(postTraces, new Uint8Array([255, 255, 255]), { "content-type": TYPE });
    expect([broken.status, broken.headers.get("content-type")]).toEqual([400, TYPE]);
    expect(decodeMessage("RpcStatus", await broken.bytes())).toMatchObject({ code: 3 });

    const stranger = await send(postTraces, new Uint8Array(0), {
      "content-type": TYPE,
      authorization: "Bearer nobody",
    });
    expect([stranger.status, decodeMessage("RpcStatus", await stranger.bytes())]).toMatchObject([401, { code: 16 }]);
  });

  test("may not send what is neither, and its metrics are ignored politely", async () => {
    expect((await send(postTraces, "x", { "content-type": "text/plain" })).status).toBe(415);
    const metrics = await json(postMetrics, { resourceMetrics: [] });
    expect([metrics.status, await metrics.json()]).toMatchObject([
      200,
      { partialSuccess: { rejectedDataPoints: "0" } },
    ]);
  });
});

describe("a coding agent's log exporter", () => {
  const attribute = (name: string, stringValue: string) => ({ key: name, value: { stringValue } });
  const exported = (...logs: Record<string, string>[]) => ({
    resourceLogs: [
      {
        resource: { attributes: [attribute("service.name", "claude-code")] },
        scopeLogs: [
          {
            scope: { name: "com.anthropic.claude_code.events" },
            logRecords: logs.map((values) => ({
              timeUnixNano: `${seconds}000000000`,
              attributes: Object.entries(values).map(([name, value]) => attribute(name, value)),
            })),
          },
        ],
      },
    ],
  });
  const prompt = { "event.name": "user_prompt", prompt: "my name is Ada" };
  const request = (request_id: string) => ({
    ...{ "event.name": "api_request", model: "claude-sonnet-4-6", duration_ms: "900", request_id },
    ...{ input_tokens: "3", cache_read_tokens: "97", output_tokens: "10" },
  });

  test("has each call stored once, whatever it sends again and however it packs it", async () => {
    const body = JSON.stringify(exported(prompt, request("req_once")));
    expect(await (await send(postLogs, body)).json()).toEqual({});
    expect((await send(postLogs, gzipSync(body), { "content-encoding": "gzip" })).status).toBe(200);

    const rows = await database.sql`
      select input_tokens, cached_input_tokens, output_tokens, duration_us from attempt where id = 'req_once'`;
    expect(rows).toEqual([{ input_tokens: 100, cached_input_tokens: 97, output_tokens: 10, duration_us: "900000" }]);
  });

  test("may have a call of Codex begin in one post and end in the next, which is sent twice", async () => {
    const codex = (name: string, second: number, values: Record<string, string>) => ({
      ...{ "event.name": `codex.${name}`, "conversation.id": "c-two-posts", model: "gpt-5.5" },
      ...{ "event.timestamp": new Date((seconds + second) * 1_000).toISOString(), ...values },
    });
    const at = (values: Record<string, string>) => {
      const [ofResource] = exported(values).resourceLogs;
      const logs = ofResource?.scopeLogs[0]?.logRecords.map((log) => ({ ...log, timeUnixNano: "0" }));
      return { resourceLogs: [{ scopeLogs: [{ scope: { name: "codex_otel.log_only" }, logRecords: logs }] }] };
    };
    const begun = codex("api_request", -9, { duration_ms: "1000", "http.response.status_code": "200" });
    const counts = { input_token_count: "70", output_token_count: "7", "event.kind": "response.completed" };
    await json(postLogs, at(begun));
    await json(postLogs, at(codex("sse_event", -4, counts)));
    await json(postLogs, at(codex("sse_event", -4, counts)));

    const rows = await database.sql`select duration_us, input_tokens from attempt where session = 'c-two-posts'`;
    expect(rows).toEqual([{ duration_us: "6000000", input_tokens: 70 }]);
  });

  test("whose records are no calls is told so, and the ingest page counts them without their text", async () => {
    const { db } = database;
    const other = await createKey(db, {
      key: { name: "prompts", scopes: ["logs:write"] },
      actor: "t",
      now: new Date(),
    });
    const response = await json(postLogs, exported(prompt, prompt), { authorization: `Bearer ${other.key}` });

    expect(await response.json()).toEqual({
      partialSuccess: {
        rejectedLogRecords: "0",
        errorMessage: "None of these 2 log records is a call of a model; the Ingest page says why",
      },
    });
    const source = async () =>
      (await getIngestHealth(db, { now: new Date() })).senders.find(({ key_id }) => key_id === other.id);
    await expect.poll(source, { timeout: 15_000 }).toMatchObject({
      ...{ source: "otlp-logs", ignored: [{ reason: "is no event of a call", count: 2, example: "user_prompt" }] },
    });
  });

  test("is told how many records of calls were broken", async () => {
    const { model, ...nameless } = request("req_broken");
    expect(await (await json(postLogs, exported(nameless, request("req_whole")))).json()).toEqual({
      partialSuccess: { rejectedLogRecords: "1", errorMessage: "an event of a call has no model" },
    });
    expect(await stored("req_whole")).toMatchObject({ model: "claude-sonnet-4-6", provider: "anthropic" });
  });
});

describe("Langfuse's client", () => {
  const basic = () => ({ authorization: `Basic ${Buffer.from(`pk-lf-x:${key}`).toString("base64")}` });
  const event = (id: string, type: string, body: object) => ({ id, type, timestamp: ago(0), body });

  test("may tell the end in one batch and the beginning in a later one", async () => {
    const id = crypto.randomUUID();
    const ended = { id, traceId: "t-1", endTime: ago(1_000), usageDetails: { input: 10, output: 2 } };
    const started = { id, traceId: "t-1", startTime: ago(3_000), completionStartTime: ago(2_500), model: "gpt-4o" };

    const first = await json(
      postLangfuse,
      { batch: [event("e1", "generation-update", ended), event("e2", "score-create", {})] },
      basic(),
    );
    expect(first.status).toBe(207);
    expect(langfuseReplySchema.parse(await first.json())).toEqual({
      successes: [
        { id: "e1", status: 201 },
        { id: "e2", status: 201 },
      ],
      errors: [],
    });
    expect(await stored(id)).toBeUndefined();
    await json(postLangfuse, { batch: [event("e3", "generation-create", started)] }, basic());
    expect(await stored(id)).toMatchObject({ model: "gpt-4o", ttft_us: 500_000 });
  });

  test("may have an end overtake what was sent before it", async () => {
    const id = crypto.randomUUID();
    const traceId = crypto.randomUUID();
    const post = (type: string, body: object) =>
      json(postLangfuse, { batch: [event(crypto.randomUUID(), type, body)] }, basic());

    const end = post("generation-update", { id, traceId, endTime: ago(1_000), usageDetails: { input: 10, output: 2 } });
    await delay(100);
    const start = post("generation-create", { id, traceId, startTime: ago(3_000), model: "gpt-4o" });
    await delay(100);
    const update = post("generation-update", { id, traceId, completionStartTime: ago(2_800) });
    const trace = post("trace-create", { id: traceId, name: "checkout" });

    expect((await Promise.all([end, start, update, trace])).map(({ status }) => status)).toEqual([207, 207, 207, 207]);
    expect(await stored(id)).toMatchObject({ model: "gpt-4o", ttft_us: 200_000, app: "checkout" });
  });

  test("is told which event was wrong, in the same answer", async () => {
    const nameless = { id: crypto.randomUUID(), startTime: ago(2_000), endTime: ago(1_000) };
    const response = await json(postLangfuse, { batch: [event("e4", "generation-create", nameless), "?"] }, basic());

    expect(langfuseReplySchema.parse(await response.json())).toEqual({
      successes: [],
      errors: [
        { id: "e4", status: 400, message: "model is missing" },
        { id: "#1", status: 400, message: "An event must be an object" },
      ],
    });
  });
});

test("Portkey's client sends its key in a header of its own", async () => {
  const log = {
    request: { body: { model: "gpt-4o" }, provider: "openai" },
    response: { status: 200, response_time: 95, body: {} },
    metadata: { span_id: "s-1" },
  };
  const response = await json(postPortkey, log, { authorization: "", "x-portkey-api-key": key });

  expect(integrationReplySchema.parse(await response.json())).toMatchObject({ accepted: 1 });
  expect(await stored("s-1")).toMatchObject({ provider: "openai" });
});

describe("a Portkey log, which has no time of its own", () => {
  const log = (span: string | null, response: object = {}) => ({
    request: { body: { model: `pushed-${span}` }, provider: "openai" },
    response: { status: 200, response_time: 95, body: { id: "chatcmpl-7" }, ...response },
    metadata: span === null ? {} : { span_id: span },
  });
  const push = async (body: unknown) => {
    const response = await json(postPortkey, body, { authorization: "", "x-portkey-api-key": key });
    return integrationReplySchema.parse(await response.json());
  };

  test.each([
    ["with a span's id", "s-2"],
    ["with nothing that names it", null],
  ])("%s, sent again later, is counted once", async (_, span) => {
    expect(await push(log(span))).toMatchObject({ accepted: 1, duplicates: 0 });
    await delay(20);
    expect(await push(log(span))).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  test("sent by many at once, to several processes, is counted once", async () => {
    const other = await createIngest({ db: database.db, sql: database.sql, rawRetentionDays: 45 });
    const integration = createIntegrationIngest(other, database);
    const keyId = (await database.sql`select id::text from api_key`)[0]?.id;
    const text = JSON.stringify([log("s-3"), log("s-3"), log("s-4")]);
    const elsewhere = () => {
      const bytes = new TextEncoder().encode(text);
      return integration.store({ bytes, contentType: "application/json", keyId, format: "portkey" });
    };

    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? push([log("s-3"), log("s-3"), log("s-4")]) : elsewhere())),
    );
    await other.drain();

    expect(replies.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(2);
    expect(replies.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(34);
  });

  test("whose answer has another id, or took another time, is another call", async () => {
    const answers = [{ body: { id: "chatcmpl-8" } }, { body: { id: "chatcmpl-9" } }, { response_time: 96 }];

    expect(await push(answers.map((answer) => log(null, answer)))).toMatchObject({ accepted: 3, duplicates: 0 });
  });
});

test("OpenRouter's question whether anybody is there stores nothing", async () => {
  const response = await json(putOpenRouter, { resourceSpans: "anything" }, { "x-test-connection": "true" });

  expect([response.status, await response.json()]).toEqual([
    200,
    { accepted: 0, duplicates: 0, rejected: [], ignored: 0 },
  ]);
});
