import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { logRecordSchema } from "@/lib/contract/log-record";
import { policyBundleSchema } from "@/lib/contract/policy";
import type { Upstream } from "@/lib/domain/upstreams/upstream";
import { gradeOf, runSuite } from "@/lib/fault-suite/run-suite";
import { SCENARIOS } from "@/lib/fault-suite/scenarios";
import { isWholeAnswer } from "@/lib/simulated-provider/answer-text";
import { faultSchema } from "@/lib/simulated-provider/fault-schema";
import { type RunningProvider, startProvider } from "@/lib/simulated-provider/start-provider";
import { startBundledRouter } from "./bundled-router-target";
import { type ListeningRouter, listenRouter } from "./listen-router";

const SCALE = 0.01;
/** A router needs time of its own within its limits, also on a busy machine. */
const FAULTS_SCALE = 0.1;
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

test("every scenario of the fault suite passes", async () => {
  const running = await startProvider({ timeScale: FAULTS_SCALE });
  const target = await startBundledRouter();
  const scores = await runSuite({ scenarios: SCENARIOS, running, target, repeat: 1, parallel: 4 });
  await Promise.all([target.close(), running.close()]);

  expect(scores.filter((score) => gradeOf(score) !== "pass").map(({ id, reasons }) => ({ id, reasons }))).toEqual([]);
}, 180_000);

describe("unchanged clients", () => {
  let running: RunningProvider;
  let listening: ListeningRouter;
  let openai: OpenAI;
  let anthropic: Anthropic;
  const records: LogRecordInput[] = [];
  const bundle = policyBundleSchema.parse({
    ...{ version: 3, published_at: "2026-03-01T00:00:00Z", aliases: { fast: "deepseek-v4-flash" } },
    tiers: {
      standard: { tier: "standard", primary: "fault:unavailable", fallbacks: ["deepseek-v4-flash"] },
      broken: { tier: "broken", primary: "fault:cut-stream", fallbacks: ["deepseek-v4-flash"] },
      limited: { tier: "limited", primary: "fault:rate-limited" },
    },
  });

  beforeAll(async () => {
    running = await startProvider({ timeScale: SCALE, apiKey: "upstream-secret" });
    const upstream = (id: number, shape: Upstream["shape"], models: readonly string[]): Upstream => ({
      ...{ id, name: `${shape}-${id}`, shape, baseUrl: `${running.url}/v1`, provider: "simulated", region: "eu" },
      models: models.map((model) => ({ model, asked: model })),
      ...{ maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null, isEnabled: true },
    });
    const faults = ["fault:unavailable", "fault:cut-stream", "fault:rate-limited"];
    const upstreams = [
      upstream(1, "openai", ["deepseek-v4-flash", "gpt-4o", "text-embedding-3-small", ...faults]),
      upstream(2, "anthropic", ["claude-sonnet-4.6", "deepseek-v4-flash"]),
    ];
    listening = await listenRouter({
      bundle: async () => bundle,
      upstreams: { list: () => upstreams, keyOf: () => "upstream-secret" },
      authenticate: async () => ({ keyId: null, keyName: "app" }),
      record: (record) => records.push(record),
    });
    const options = { apiKey: "test", maxRetries: 0 };
    openai = new OpenAI({ ...options, baseURL: `${listening.url}/v1` });
    anthropic = new Anthropic({ ...options, baseURL: listening.url });
  });
  afterAll(async () => {
    await listening.close();
    await running.close();
  });

  const asked = (model: string, content: OpenAI.ChatCompletionUserMessageParam["content"] = "Say something") => ({
    ...{ model, messages: [{ role: "user" as const, content }] },
  });
  async function textOf(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): Promise<string> {
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    return text;
  }

  test("get an answer in one piece and as a stream, with the headers of the decision", async () => {
    const { data, response } = await openai.chat.completions.create(asked("tier:standard")).withResponse();
    const stream = await openai.chat.completions.create({ ...asked("fast"), stream: true });

    expect(isWholeAnswer(data.choices[0]?.message.content ?? "")).toBe(true);
    expect(data.model).toBe("deepseek-v4-flash");
    const named = ["model", "upstream", "attempts", "policy-version", "decision"];
    expect(named.map((name) => response.headers.get(`x-switchyard-${name}`))).toEqual([
      ...["deepseek-v4-flash", "openai-1", "2", "3", "failover"],
    ]);
    expect(isWholeAnswer(await textOf(stream))).toBe(true);
  });

  test("get usage in a stream only if they ask for it; the log has it in any case", async () => {
    records.length = 0;
    for await (const chunk of await openai.chat.completions.create({ ...asked("gpt-4o"), stream: true })) {
      expect(chunk).not.toHaveProperty("usage");
      expect(chunk.choices).not.toEqual([]);
    }

    expect(records).toMatchObject([{ outcome: "ok", streamed: true, final: true, provider: "simulated", key: "app" }]);
    expect(records[0]?.output_tokens).toBeGreaterThan(0);
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    const chunks = [];
    for await (const chunk of await openai.chat.completions.create({ ...asked("gpt-4o"), ...options }))
      chunks.push(chunk);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: records[1]?.output_tokens } });
  });

  test("are told by an error where a stream breaks, get a whole answer where breaks are buffered, and never a bill for both", async () => {
    records.length = 0;
    const streamed = { ...asked("tier:broken"), stream: true } as const;
    await expect(openai.chat.completions.create(streamed).then(textOf)).rejects.toThrow("broke off");
    const headers = { "x-switchyard-on-break": "buffer" };

    expect(isWholeAnswer(await textOf(await openai.chat.completions.create(streamed, { headers })))).toBe(true);
    expect(records).toMatchObject([
      { outcome: "server_error", final: true, error_code: expect.anything() },
      { outcome: "server_error", final: false, attempt: 1 },
      { outcome: "ok", final: true, attempt: 2 },
    ]);
    expect(records.slice(0, 2).map((record) => record.output_tokens)).toEqual([undefined, undefined]);
    for (const record of records) expect(logRecordSchema.safeParse(record).error).toBeUndefined();
  });

  test("may have the answer begun again, and are shown where", async () => {
    const headers = { "x-switchyard-on-break": "restart" };
    const streamed = { ...asked("tier:broken"), stream: true } as const;
    let text = "";
    for await (const chunk of await openai.chat.completions.create(streamed, { headers })) {
      text = "switchyard" in chunk ? "" : text + (chunk.choices[0]?.delta.content ?? "");
    }

    expect(isWholeAnswer(text)).toBe(true);
  });

  test("are not asked to wait for long, nor given a key or an address", async () => {
    const error = await openai.chat.completions.create(asked("tier:limited")).catch((problem: unknown) => problem);

    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(Number(error instanceof OpenAI.APIError && error.headers?.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(String(error)).not.toMatch(/upstream-secret|127\.0\.0\.1/);
  });

  test("are refused in their own words: unknown names 404, pictures for text-only models 400", async () => {
    const image = [{ type: "image_url" as const, image_url: { url: `data:image/png;base64,${PIXEL}` } }];

    await expect(openai.chat.completions.create(asked("tier:gold"))).rejects.toThrow("tier:standard");
    await expect(openai.chat.completions.create(asked("fast", image))).rejects.toMatchObject({ status: 400 });
    expect((await openai.chat.completions.create(asked("gpt-4o", image))).model).toBe("gpt-4o");
  });

  test("leave, and the upstream is left at once", async () => {
    records.length = 0;
    const { faults, clock } = running.provider;
    const stall = { kind: "stalled-stream", model: "gpt-4o", delay_seconds: 3_000 };
    const { id } = faults.add(faultSchema.parse(stall), clock.nowMs());
    const leaving = new AbortController();
    const stream = await openai.chat.completions.create(
      { ...asked("gpt-4o"), stream: true },
      { signal: leaving.signal },
    );
    for await (const _ of stream) {
      leaving.abort();
      break;
    }

    await vi.waitFor(() => expect(records).toMatchObject([{ outcome: "cancelled", final: true }]));
    await vi.waitFor(() => expect(running.provider.state.of({ region: "global", model: "gpt-4o" }).in_flight).toBe(0));
    faults.remove(id);
  });

  test("list what may be called, embed, and use the responses API", async () => {
    const names = [];
    for await (const { id } of openai.models.list()) names.push(id);
    const embedded = await openai.embeddings.create({ model: "text-embedding-3-small", input: "Hello" });
    const response = await openai.responses.create({ model: "gpt-4o", input: "Hello" });

    expect(names).toEqual(expect.arrayContaining(["tier:standard", "fast", "gpt-4o"]));
    expect(embedded.data).toHaveLength(1);
    expect(isWholeAnswer(response.output_text)).toBe(true);
  });

  test("of Anthropic get messages from upstreams of their shape, streamed or not, and errors of their shape", async () => {
    const body = { max_tokens: 200, messages: [{ role: "user" as const, content: "Hello" }] };
    const whole = await anthropic.messages.create({ ...body, model: "claude-sonnet-4.6" });
    const streamed = await anthropic.messages.stream({ ...body, model: "claude-sonnet-4.6" }).finalMessage();

    expect(whole.content).toEqual(streamed.content);
    expect(whole.usage.output_tokens).toBe(streamed.usage.output_tokens);
    await expect(anthropic.messages.create({ ...body, model: "nobody" })).rejects.toMatchObject({
      ...{ status: 404, error: { error: { type: "not_found_error" } } },
    });
  });
});
