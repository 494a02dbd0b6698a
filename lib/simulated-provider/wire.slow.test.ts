import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { isWholeAnswer } from "./answer-text";
import { FAULT_KINDS, FAULTS } from "./fault-kinds";
import type { FaultInput, LimitsInput } from "./fault-schema";
import { type RunningProvider, startProvider } from "./start-provider";

/** 120 s take 0.6 s. */
const SCALE = 0.005;
const MODEL = "qwen3-8b";
const MESSAGES = [{ role: "user", content: "Say something" }];

let running: RunningProvider;
beforeAll(async () => {
  running = await startProvider({ timeScale: SCALE });
});
afterAll(() => running.close());

const headers = { authorization: "Bearer test", "content-type": "application/json" };

function post(path: string, body: unknown, more: RequestInit = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${running.url}${path}`, { method: "POST", headers, body: text, ...more });
}

function chat(model: string, more: object = {}, region = "") {
  return post(`${region && `/${region}`}/v1/chat/completions`, { model, messages: MESSAGES, ...more });
}

async function admin(method: string, path: string, body?: FaultInput | LimitsInput | object) {
  const answer = await fetch(`${running.url}/admin/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: await answer.json() };
}

const stateOf = (model: string, region = "global") => running.provider.state.of({ region, model });

/** What a caller sees of a stream who reads as well as it can be read. */
async function readStream(answer: Response) {
  const seen = {
    text: "",
    events: 0,
    malformed: 0,
    isDone: false,
    isCut: false,
    finish: null,
    usage: null,
    error: null,
  };
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const chunk of answer.body ?? []) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const data = event.replace(/^data: /, "");
        seen.events += 1;
        if (data === "[DONE]") seen.isDone = true;
        else {
          try {
            const value = JSON.parse(data);
            seen.text += value.choices?.[0]?.delta.content ?? "";
            seen.finish = value.choices?.[0]?.finish_reason ?? seen.finish;
            seen.usage = value.usage ?? seen.usage;
            seen.error = value.error ?? seen.error;
          } catch {
            seen.malformed += 1;
          }
        }
      }
    }
  } catch {
    seen.isCut = true;
  }
  return seen;
}

async function streamOf(model: string, more: object = {}) {
  const beganMs = performance.now();
  const answer = await chat(model, { stream: true, stream_options: { include_usage: true }, ...more });
  const seen = await readStream(answer);
  return { status: answer.status, ...seen, simulatedMs: (performance.now() - beganMs) / SCALE };
}

describe("a fault, asked for by a model's name, as the wire shows it", () => {
  const whole = { status: 200, isDone: true, isCut: false, malformed: 0, error: null, finish: "stop" };

  test("none", async () => {
    const seen = await streamOf(MODEL);

    expect(seen).toMatchObject(whole);
    expect(isWholeAnswer(seen.text)).toBe(true);
    expect(seen.usage).toMatchObject({ completion_tokens: seen.events - 4 });
  });

  test.each([
    ["rate-limited", 429, "rate_limit_exceeded"],
    ["unavailable", 503, "overloaded"],
    ["unavailable-for-a-minute", 503, "overloaded"],
    ["context-length-exceeded", 400, "context_length_exceeded"],
    ["content-policy-violation", 400, "content_policy_violation"],
  ])("%s: status %i", async (kind, status, code) => {
    const answers = [await chat(`fault:${kind}`), await chat(`fault:${kind}`, { stream: true })];

    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    expect(await answers[0]?.json()).toMatchObject({ error: { code, message: expect.any(String), param: null } });
    expect(answers[0]?.headers.has("retry-after")).toBe(status === 429);
  });

  test.each([
    ["rate-limited-once", 429],
    ["server-error-once", 500],
  ])("%s: each new request fails once", async (kind, status) => {
    const asked = ["one", "one", "two", "two"].map((user) => () => chat(`fault:${kind}`, { user }));
    const statuses = [];
    for (const ask of asked) statuses.push((await ask()).status);

    expect(statuses).toEqual([status, 200, status, 200]);
  });

  test("unavailable-for-a-minute is healthy afterwards", async () => {
    const model = "fault:unavailable-for-a-minute/glm-5";
    expect((await chat(model)).status).toBe(503);

    await vi.waitFor(async () => expect((await chat(model)).status).toBe(200), { timeout: 5_000 });
  });

  test("reset-before-headers", async () => {
    await expect(chat("fault:reset-before-headers")).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  });

  test("no-answer: silent for two simulated minutes, and then a timeout", async () => {
    const beganMs = performance.now();
    const { status } = await chat("fault:no-answer");

    expect(status).toBe(504);
    expect((performance.now() - beganMs) / SCALE).toBeGreaterThanOrEqual(119_000);
  });

  test("slow-first-token: headers at once, words after 20 s", async () => {
    const beganMs = performance.now();
    const answer = await chat("fault:slow-first-token", { stream: true });
    const headersMs = (performance.now() - beganMs) / SCALE;
    const seen = await readStream(answer);

    expect(isWholeAnswer(seen.text)).toBe(true);
    expect(headersMs).toBeLessThan((performance.now() - beganMs) / SCALE - 10_000);
    expect((performance.now() - beganMs) / SCALE).toBeGreaterThanOrEqual(19_800);
  });

  test("cut-stream: 40 tokens and no end", async () => {
    const seen = await streamOf("fault:cut-stream");

    expect(seen).toMatchObject({ status: 200, events: 41, isDone: false, isCut: true, finish: null, usage: null });
  });

  test("cut-stream of an answer in one piece: half of the body", async () => {
    const answer = await chat("fault:cut-stream");

    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  test("stalled-stream: 30 s of silence, and then the rest", async () => {
    const seen = await streamOf("fault:stalled-stream");

    expect(seen).toMatchObject({ ...whole, simulatedMs: expect.any(Number) });
    expect(seen.simulatedMs).toBeGreaterThanOrEqual(29_500);
  });

  test("malformed-chunk: the tenth is no JSON, and whoever skips it has the whole answer", async () => {
    const seen = await streamOf("fault:malformed-chunk");

    expect(seen).toMatchObject({ ...whole, malformed: 1 });
    expect(isWholeAnswer(seen.text)).toBe(true);
    await expect((await chat("fault:malformed-chunk")).json()).rejects.toThrow(SyntaxError);
  });

  test("missing-done, missing-usage, error-in-stream", async () => {
    const [done, usage, error] = await Promise.all(
      ["missing-done", "missing-usage", "error-in-stream"].map((kind) => streamOf(`fault:${kind}`)),
    );

    expect(done).toMatchObject({ ...whole, isDone: false });
    expect(usage).toMatchObject({ ...whole, usage: null });
    expect(error).toMatchObject({ status: 200, isDone: false, finish: null, error: { code: "overloaded" } });
    expect(await (await chat("fault:missing-usage")).json()).not.toHaveProperty("usage");
  });

  test("refused-prefill: only where the last words are the assistant's", async () => {
    const messages = [...MESSAGES, { role: "assistant", content: "Once upon" }];

    expect((await chat("fault:refused-prefill", { messages })).status).toBe(400);
    expect((await chat("fault:refused-prefill")).status).toBe(200);
  });

  test("swapped-checkpoint: another fingerprint and other words, longer on average", async () => {
    const ask = async (model: string, n: number) => (await chat(model, { user: String(n) })).json();
    const pairs = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => [
        await ask(MODEL, n),
        await ask(`fault:swapped-checkpoint/${MODEL}`, n),
      ]),
    );
    const tokens = (side: number) => pairs.reduce((sum, pair) => sum + pair[side].usage.completion_tokens, 0);

    expect(new Set(pairs.map(([, swapped]) => swapped.system_fingerprint)).size).toBe(1);
    expect(pairs.every(([own, swapped]) => own.system_fingerprint !== swapped.system_fingerprint)).toBe(true);
    expect(tokens(1) / tokens(0)).toBeGreaterThan(1.15);
  });

  test("outage: errors, and now and then silence", async () => {
    const statuses = await Promise.all(Array.from({ length: 24 }, async () => (await chat("fault:outage")).status));

    expect(new Set(statuses)).toEqual(new Set([503, 504]));
  });

  test("an unknown fault is refused with the names there are, and each kind can be asked for", async () => {
    const answer = await chat("fault:nonsense");
    expect(answer.status).toBe(404);
    const { message } = (await answer.json()).error;
    for (const kind of FAULT_KINDS) expect(message).toContain(kind);
    expect(Object.values(FAULTS).every(({ title }) => title.length > 5)).toBe(true);
  });
});

describe("an admin", () => {
  test("adds a fault to one model in one region, for a number of times, and removes it", async () => {
    const added = await admin("POST", "faults", { kind: "rate-limited", model: MODEL, region: "eu", times: 1 });
    expect(added).toMatchObject({ status: 201, body: { times_left: 1, seconds_left: null } });

    expect((await chat(MODEL, {}, "us")).status).toBe(200);
    expect((await chat(MODEL, {}, "eu")).status).toBe(429);
    expect((await chat(MODEL, {}, "eu")).status).toBe(200);
    expect((await admin("GET", "faults")).body).toEqual({ faults: [] });
    const { body } = await admin("POST", "faults", { kind: "unavailable", region: "eu" });
    expect((await admin("DELETE", `faults/${body.id}`)).status).toBe(200);
    expect((await admin("DELETE", `faults/${body.id}`)).status).toBe(404);
    expect((await chat(MODEL, {}, "eu")).status).toBe(200);
  });

  test("a fault ends with its duration", async () => {
    await admin("POST", "faults", { kind: "unavailable", region: "short", duration_seconds: 60 });

    expect((await chat(MODEL, {}, "short")).status).toBe(503);
    await vi.waitFor(async () => expect((await chat(MODEL, {}, "short")).status).toBe(200), { timeout: 5_000 });
  });

  test.each([
    [{ kind: "nonsense" }, "kind"],
    [{ kind: "unavailable", share: 2 }, "share"],
    [{ kind: "unavailable", after_tokens: 3 }, "after_tokens"],
    [{ kind: "cut-stream", after_tokens: 1.5 }, "after_tokens"],
    [{ kind: "unavailable", duration_seconds: -1 }, "duration_seconds"],
    [{ kind: "unavailable", modell: "x" }, "modell"],
  ])("learns which field of %j is wrong", async (body, field) => {
    expect(await admin("POST", "faults", body)).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID", fields: { [field]: [expect.any(String)] } } },
    });
  });

  test("sees requests, tokens, and what is in flight", async () => {
    const model = "fault:no-answer/glm-4-9b";
    const { usage } = await (await chat("glm-4-9b", {}, "count")).json();
    const waiting = chat(model, {}, "count");
    await vi.waitFor(() => expect(stateOf(model, "count").in_flight).toBe(1));
    const { body } = await admin("GET", "state");
    const states = body.models.filter(({ region }: { region: string }) => region === "count");

    expect(states).toMatchObject([
      { requests: 1, answered: 1, input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens },
      { requests: 1, answered: 0, in_flight: 1, peak_in_flight: 1 },
    ]);
    await waiting;
    expect(stateOf(model, "count")).toMatchObject({ in_flight: 0, refused: { 504: 1 } });
  });

  test("needs the key where there is one, or where others can reach the provider", async () => {
    const guarded = await startProvider({ adminKey: "secret" });
    const open = await startProvider({ host: "0.0.0.0" });
    const status = async (url: string, more: RequestInit = {}) => (await fetch(`${url}/admin/state`, more)).status;

    expect(await status(guarded.url)).toBe(403);
    expect(await status(guarded.url, { headers: { authorization: "Bearer secret" } })).toBe(200);
    expect(await status(open.url.replace("0.0.0.0", "127.0.0.1"))).toBe(403);
    await Promise.all([guarded.close(), open.close()]);
  });
});

describe("limits", () => {
  test("requests a minute: 429, with how long to wait and what is left, and then again", async () => {
    await admin("PUT", "limits", { region: "slow", requests_per_minute: 2 });
    const answers = [await chat(MODEL, {}, "slow"), await chat(MODEL, {}, "slow"), await chat(MODEL, {}, "slow")];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers.get("x-ratelimit-limit-requests")).toBe("2");
    expect(answers[2]?.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect(answers[2]?.headers.get("x-ratelimit-reset-requests")).toMatch(/^\d+ms$/);
    expect(answers[2]?.headers.get("retry-after")).toBe("1");
    expect(Number(answers[2]?.headers.get("retry-after-ms"))).toBeGreaterThan(0);
    await vi.waitFor(async () => expect((await chat(MODEL, {}, "slow")).status).toBe(200), { timeout: 5_000 });
  });

  test("tokens a minute, and calls at once; in Anthropic's words too", async () => {
    await admin("PUT", "limits", { region: "tight", tokens_per_minute: 1_000 });
    await admin("PUT", "limits", { region: "one", concurrency: 1 });
    expect((await chat(MODEL, { max_tokens: 900 }, "tight")).status).toBe(200);
    const asked = { model: "claude-sonnet-4.6", max_tokens: 990, messages: MESSAGES };
    const ask = () => post("/tight/v1/messages", asked);
    expect((await ask()).status).toBe(200);
    const refused = await ask();

    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
    expect(refused.headers.get("anthropic-ratelimit-tokens-limit")).toBe("1000");
    expect(refused.headers.get("anthropic-ratelimit-tokens-reset")).toMatch(/^\d{4}-.*\d\dZ$/);
    const model = "fault:slow-first-token";
    const both = await Promise.all([chat(model, {}, "one"), chat(model, {}, "one")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
  });
});

describe("what no provider accepts", () => {
  test.each([
    ["no JSON", "{", 400, null],
    ["no messages", { model: MODEL }, 400, "messages"],
    ["no model", { messages: MESSAGES }, 400, "model"],
    ["stream options of no stream", { model: MODEL, messages: MESSAGES, stream_options: {} }, 400, "stream_options"],
    ["an unknown model", { model: "nobody", messages: MESSAGES }, 404, "model"],
    [
      "more than the context holds",
      { model: "deepseek-r1", messages: [{ role: "user", content: "x".repeat(300_000) }] },
      400,
      null,
    ],
    ["too large a body", `"${"x".repeat(33 * 1024 * 1024)}"`, 413, null],
  ])("%s", async (_, body, status, param) => {
    const answer = await post("/v1/chat/completions", body);

    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error", param } });
  });

  test("no key, another path, another method", async () => {
    const status = async (path: string, more: RequestInit) => (await fetch(`${running.url}${path}`, more)).status;

    expect(await status("/v1/models", {})).toBe(401);
    expect(await status("/v2/models", { headers })).toBe(404);
    expect(await status("/v1/chat/completions", { headers })).toBe(405);
  });

  test("a body that grows too large on the way is answered too", async () => {
    const piece = new Uint8Array(1024 * 1024).fill(120);
    let pieces = 0;
    const body = new ReadableStream({ pull: (c) => (pieces++ < 40 ? c.enqueue(piece) : c.close()) });
    // Node's fetch needs it for a body that is a stream; the types of its options do not know it.
    const options = { body, duplex: "half" } as RequestInit;
    const answer = await post("/v1/chat/completions", "", options);

    expect(answer.status).toBe(413);
  });
});

test("the same seed and request get the same words from another provider, another seed gets others", async () => {
  const text = async (seed: number) => {
    const other = await startProvider({ timeScale: 0.001, seed });
    const asked = { method: "POST", headers, body: JSON.stringify({ model: MODEL, messages: MESSAGES }) };
    const { choices } = await (await fetch(`${other.url}/v1/chat/completions`, asked)).json();
    await other.close();
    return choices[0].message.content;
  };

  expect(await text(7)).toBe(await text(7));
  expect(await text(8)).not.toBe(await text(7));
});

test("a caller who leaves before any answer is noticed at once", async () => {
  const model = "fault:no-answer/qwen3-32b";
  const socket = connect(Number(new URL(running.url).port), "127.0.0.1");
  const body = JSON.stringify({ model, messages: MESSAGES });
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await vi.waitFor(() => expect(stateOf(model).in_flight).toBe(1));
  socket.destroy();

  await vi.waitFor(() => expect(stateOf(model)).toMatchObject({ in_flight: 0, cancelled: 1, refused: {} }));
});

test("a stop lets calls in flight end, and ends those that take too long", async () => {
  const stopped = await startProvider({ timeScale: SCALE });
  const ask = (model: string) =>
    fetch(`${stopped.url}/v1/chat/completions`, {
      method: "POST",
      headers,
      body: JSON.stringify({ model, messages: MESSAGES }),
    });
  const [quick, endless] = [ask("fault:stalled-stream"), ask("fault:no-answer")];
  const ended = Promise.allSettled([quick, endless]);
  const { state } = stopped.provider;
  await vi.waitFor(() => expect(state.report().in_flight).toBe(2));
  await stopped.close(400);

  expect((await ended).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(state.report()).toMatchObject({ in_flight: 0, answered: 1, cancelled: 0 });
});
