import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import Anthropic from "@anthropic-ai/sdk";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { isWholeAnswer } from "./answer-text";
import { type RunningProvider, startProvider } from "./start-provider";

const SCALE = 0.01;
const MODEL = "deepseek-v4-flash";
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const WEATHER = { type: "object" as const, properties: { city: { type: "string" }, unit: { enum: ["C", "F"] } } };

let running: RunningProvider;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  running = await startProvider({ timeScale: SCALE });
  const options = { apiKey: "test", maxRetries: 0 };
  openai = new OpenAI({ ...options, baseURL: `${running.url}/v1` });
  anthropic = new Anthropic({ ...options, baseURL: running.url });
});
afterAll(() => running.close());

const user = (content: string) => ({ role: "user" as const, content });
const stateOf = (model: string) => running.provider.state.of({ region: "global", model });

describe("the OpenAI SDK", () => {
  test("gets a whole answer, the same in one piece and as a stream, with its usage", async () => {
    const asked = { model: MODEL, messages: [user("Say something")] };
    const whole = await openai.chat.completions.create(asked);
    const chunks = [];
    for await (const chunk of await openai.chat.completions.create({
      ...asked,
      stream: true,
      stream_options: { include_usage: true },
    })) {
      chunks.push(chunk);
    }
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("");

    expect(isWholeAnswer(text)).toBe(true);
    expect(whole.choices[0]?.message.content).toBe(text);
    expect(whole.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(whole.usage).toMatchObject({
      total_tokens: (whole.usage?.prompt_tokens ?? 0) + (whole.usage?.completion_tokens ?? 0),
    });
    expect(chunks.every(({ id, model }) => id === whole.id && model === MODEL)).toBe(true);
  });

  test("gets no usage in a stream that did not ask for it", async () => {
    const stream = await openai.chat.completions.create({ model: MODEL, messages: [user("Hi")], stream: true });
    for await (const chunk of stream) expect(chunk).not.toHaveProperty("usage");
  });

  test("gets a call of its tool, and words once it has given the result", async () => {
    const tools = [{ type: "function" as const, function: { name: "weather", parameters: WEATHER } }];
    const { choices } = await openai.chat.completions.create({ model: MODEL, messages: [user("How warm?")], tools });
    const [called] = choices[0]?.message.tool_calls ?? [];
    const stream = openai.chat.completions.stream({ model: MODEL, messages: [user("How warm?")], tools });
    const streamed = (await stream.finalChatCompletion()).choices[0]?.message.tool_calls;

    expect(choices[0]?.finish_reason).toBe("tool_calls");
    if (called?.type !== "function") throw new Error("No function was called");
    expect(JSON.parse(called.function.arguments)).toEqual({
      city: expect.any(String),
      unit: expect.stringMatching(/C|F/),
    });
    expect(streamed).toMatchObject([{ id: called.id, function: called.function }]);
    const last = await openai.chat.completions.create({
      ...{ model: MODEL, tools },
      messages: [
        user("How warm?"),
        { role: "assistant", tool_calls: [called] },
        { role: "tool", tool_call_id: called.id, content: "20" },
      ],
    });
    expect(last.choices[0]?.finish_reason).toBe("stop");
  });

  test("sends a picture to a model that sees, and is refused by one that does not", async () => {
    const image = { type: "image_url" as const, image_url: { url: `data:image/png;base64,${PIXEL}` } };
    const messages = [{ role: "user" as const, content: [{ type: "text" as const, text: "What is it?" }, image] }];
    const seen = await openai.chat.completions.create({ model: "qwen3-vl-32b", messages });

    expect(seen.usage?.prompt_tokens).toBeGreaterThan(700);
    await expect(openai.chat.completions.create({ model: MODEL, messages })).rejects.toMatchObject({ status: 400 });
  });

  test("aborts a stream, which the provider sees at once", async () => {
    const model = "fault:stalled-stream";
    const stream = await openai.chat.completions.create({ model, messages: [user("Hi")], stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;

    await vi.waitFor(() => expect(stateOf(model)).toMatchObject({ cancelled: 1, in_flight: 0 }));
  });

  test("calls responses, streamed and not, with a tool and without", async () => {
    const whole = await openai.responses.create({ model: MODEL, input: "Say something" });
    const streamed = await openai.responses.stream({ model: MODEL, input: "Say something" }).finalResponse();
    const tools = [{ type: "function" as const, name: "weather", parameters: WEATHER, strict: false }];
    const called = await openai.responses.stream({ model: MODEL, input: "How warm?", tools }).finalResponse();
    const cut = await openai.responses.create({ model: MODEL, input: "Say something", max_output_tokens: 5 });

    expect(isWholeAnswer(whole.output_text)).toBe(true);
    expect(streamed.output_text).toBe(whole.output_text);
    expect(streamed.usage).toEqual(whole.usage);
    expect(called.output).toMatchObject([{ type: "function_call", name: "weather", status: "completed" }]);
    expect(cut).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
  });

  test("gets embeddings of length 1, as numbers that it asks for in base64", async () => {
    const asked = { model: "text-embedding-3-small", input: ["one", "two"] };
    const [binary, plain] = await Promise.all([
      openai.embeddings.create(asked),
      openai.embeddings.create({ ...asked, encoding_format: "float" }),
    ]);

    expect(binary.data.map(({ embedding }) => embedding.length)).toEqual([1536, 1536]);
    expect(Math.hypot(...(binary.data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
    expect(plain.data[0]?.embedding).toHaveLength(1536);
  });

  test("lists the models, and learns that a model does not exist", async () => {
    const models = await openai.models.list();

    expect(models.data.map(({ id }) => id)).toContain(MODEL);
    await expect(openai.chat.completions.create({ model: "no-such", messages: [user("Hi")] })).rejects.toMatchObject({
      ...{ status: 404, code: "model_not_found", param: "model" },
    });
  });

  test("waits as long as Retry-After says and is then answered", async () => {
    const retrying = openai.withOptions({ maxRetries: 1 });
    const answer = await retrying.chat.completions.create({ model: "fault:rate-limited-once", messages: [user("Hi")] });

    expect(answer.choices[0]?.finish_reason).toBe("stop");
    expect(stateOf("fault:rate-limited-once")).toMatchObject({ requests: 2, answered: 1, refused: { 429: 1 } });
  });

  test("raises the error within a stream", async () => {
    const asked = { model: "fault:error-in-stream", messages: [user("Hi")], stream: true as const };
    const read = async () => {
      for await (const _ of await openai.chat.completions.create(asked));
    };

    await expect(read()).rejects.toThrow("overloaded");
  });
});

describe("the Anthropic SDK", () => {
  const asked = { model: "claude-sonnet-4.6", max_tokens: 1_000, messages: [user("Say something")] };

  test("gets a whole answer, the same in one piece and as a stream, with its usage", async () => {
    const whole = await anthropic.messages.create(asked);
    const streamed = await anthropic.messages.stream(asked).finalMessage();

    expect(whole).toMatchObject({ type: "message", stop_reason: "end_turn", content: [{ type: "text" }] });
    expect(isWholeAnswer(whole.content[0]?.type === "text" ? whole.content[0].text : "")).toBe(true);
    expect(streamed).toMatchObject({ ...whole, content: whole.content });
  });

  test("gets a call of its tool as a stream, and words once it has given the result", async () => {
    const tools = [{ name: "weather", input_schema: WEATHER }];
    const called = await anthropic.messages.stream({ ...asked, tools }).finalMessage();
    const [use] = called.content;

    expect(called.stop_reason).toBe("tool_use");
    if (use?.type !== "tool_use") throw new Error("No tool was used");
    expect(use.input).toEqual({ city: expect.any(String), unit: expect.stringMatching(/C|F/) });
    const result = {
      role: "user" as const,
      content: [{ type: "tool_result" as const, tool_use_id: use.id, content: "20" }],
    };
    const messages = [...asked.messages, { role: "assistant" as const, content: called.content }, result];
    expect(await anthropic.messages.create({ ...asked, tools, messages })).toMatchObject({ stop_reason: "end_turn" });
  });

  test("sends a picture", async () => {
    const source = { type: "base64" as const, media_type: "image/png" as const, data: PIXEL };
    const messages = [{ role: "user" as const, content: [{ type: "image" as const, source }] }];

    expect((await anthropic.messages.create({ ...asked, messages })).usage.input_tokens).toBeGreaterThan(700);
  });

  test("sees its own kinds of errors, before and within a stream", async () => {
    const overloaded = anthropic.messages.create({ ...asked, model: "fault:unavailable" });
    const broken = anthropic.messages.stream({ ...asked, model: "fault:error-in-stream" }).finalMessage();

    await expect(overloaded).rejects.toMatchObject({ status: 529, error: { error: { type: "overloaded_error" } } });
    await expect(broken).rejects.toThrow(/overloaded/);
  });

  test("aborts a stream, which the provider sees at once", async () => {
    const model = "fault:stalled-stream/claude-sonnet-4.6";
    const stream = anthropic.messages.stream({ ...asked, model });
    for await (const event of stream) if (event.type === "content_block_delta") break;

    await vi.waitFor(() => expect(stateOf(model)).toMatchObject({ cancelled: 1, in_flight: 0 }));
  });
});

describe("the AI SDK", () => {
  const compatible = () => createOpenAICompatible({ name: "simulated", baseURL: `${running.url}/v1`, apiKey: "test" });

  test("gets a text and streams it, with the usage", async () => {
    const asked = { model: compatible()(MODEL), prompt: "Say something", maxRetries: 0 };
    const whole = await generateText(asked);
    const stream = streamText(asked);

    expect(isWholeAnswer(whole.text)).toBe(true);
    expect(await stream.text).toBe(whole.text);
    expect(whole.usage.outputTokens).toBeGreaterThan(0);
  });

  test("runs a tool and goes on with its result", async () => {
    const run = vi.fn(async () => "20");
    const weather = tool({ inputSchema: jsonSchema<{ city: string }>(WEATHER), execute: run });
    const { steps, text } = await generateText({
      ...{
        model: compatible()(MODEL),
        prompt: "How warm?",
        tools: { weather },
        stopWhen: stepCountIs(2),
        maxRetries: 0,
      },
    });

    expect(run).toHaveBeenCalledTimes(1);
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(isWholeAnswer(text)).toBe(true);
  });

  test("aborts a stream, which the provider sees at once", async () => {
    const abort = new AbortController();
    const model = "fault:stalled-stream/glm-4-9b";
    const stream = streamText({ model: compatible()(model), prompt: "Hi", abortSignal: abort.signal, maxRetries: 0 });
    for await (const part of stream.fullStream) if (part.type === "text-delta") abort.abort();

    await vi.waitFor(() => expect(stateOf(model)).toMatchObject({ cancelled: 1, in_flight: 0 }));
  });
});
