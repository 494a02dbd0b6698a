import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { type Listening, listen } from "@/lib/router-client/testing/listen";
import { startStubSwitchyard } from "@/lib/router-client/testing/stub-switchyard";

const CHUNKS = [
  { choices: [], model: "", prompt_filter_results: [] },
  { choices: [{ delta: { content: "Hi" } }], model: "gpt-4o" },
  { choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } },
];

const PATIENCE_MS = 1_000;

let provider: Listening | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
  await provider?.close();
});

/** What openai-fetch.ts stores and says of two streams, with a key that Switchyard knows or not. */
async function fetchTwice(key: string, chunks: readonly object[]) {
  const switchyard = await startStubSwitchyard();
  provider = await listen((_request, _body, response) =>
    response.end(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")),
  );
  const said = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  const fetched = vi.spyOn(globalThis, "fetch");
  vi.stubEnv("SWITCHYARD_URL", switchyard.url);
  vi.stubEnv("SWITCHYARD_API_KEY", key);
  const { flushLogs, loggedFetch } = await import("../openai-fetch");
  for (let call = 0; call < 2; call++) {
    const answer = await loggedFetch(provider.url, { method: "POST", body: '{"model":"asked","stream":true}' });
    await answer.text();
    const posts = () => fetched.mock.calls.filter(([url]) => String(url).startsWith(switchyard.url)).length;
    await vi.waitFor(() => expect(posts()).toBe(call + 1), { timeout: 5_000, interval: 5 });
    await flushLogs(PATIENCE_MS);
  }
  const stored: LogRecordInput[] = [...switchyard.logs.values()];
  await switchyard.close();
  return { stored, said: said.mock.calls.map(([what]) => what) };
}

test("a stream's model is the first that is named, or the one asked for", async () => {
  const posts = { http_status: 200, input_tokens: 7, output_tokens: 2 };
  const named = await fetchTwice("key", CHUNKS);
  expect(named.stored).toMatchObject([{ model: "gpt-4o", ...posts }, {}]);
  expect(named.said).toEqual([]);

  vi.resetModules();
  await provider?.close();
  vi.restoreAllMocks();
  const unnamed = await fetchTwice(
    "key",
    CHUNKS.map(({ model: _, ...chunk }) => chunk),
  );
  expect(unnamed.stored).toMatchObject([{ model: "asked", ...posts }, {}]);
});

test("a key that is revoked is said once, and its logs wait", async () => {
  const { stored, said } = await fetchTwice("revoked", CHUNKS);
  expect(stored).toEqual([]);
  expect(said).toEqual([expect.stringContaining("logs wait, since it answers 401")]);
});

test.each([
  ["answers that may be mended", { logAnswers: [401, 403, 404, 429, "<html>"] }, 5],
  ["a limit of two a post", { logsMax: 2 }, 5],
  ["no record that fits at all", { logsMax: 0 }, 0],
  ["a post that can never be read", { logAnswers: [400] }, 0],
])("the fetch for the OpenAI SDK sends its logs through %s", async (_, how, stored) => {
  const switchyard = await startStubSwitchyard();
  Object.assign(switchyard, how);
  provider = await listen((_request, _body, response) => response.end("{}"));
  vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  vi.stubEnv("SWITCHYARD_URL", switchyard.url);
  vi.stubEnv("SWITCHYARD_API_KEY", "key");
  vi.resetModules();
  const { flushLogs, loggedFetch } = await import("../openai-fetch");
  switchyard.isAway = true;
  for (let call = 0; call < 5; call++) {
    const answer = await loggedFetch(provider.url, { method: "POST", body: '{"model":"m"}' });
    await answer.text();
  }
  switchyard.isAway = false;
  // Each call wakes it; the answers in between are given one a try.
  for (let tries = 0; tries < 8; tries++) await flushLogs(200);
  await switchyard.close();

  expect(switchyard.logs.size).toBe(stored);
});

test("the small router in Python keeps what is not settled, and sends it with the next", async () => {
  const switchyard = await startStubSwitchyard();
  provider = await listen((_request, _body, response) => response.end(JSON.stringify({ usage: {} })));
  const asks = async (program: string) => {
    const { stdout } = await promisify(execFile)("python3", ["-B", "-c", `import report_attempts as t\n${program}`], {
      cwd: "lib/snippets",
      env: {
        ...process.env,
        SWITCHYARD_URL: switchyard.url,
        SWITCHYARD_API_KEY: "key",
        MODELS: JSON.stringify([{ model: "m", base: provider?.url, key: "x" }]),
      },
    });
    return stdout.trim();
  };
  const ask = "t.complete([], tier='code')";
  const once = `${ask}; t.retry['at'] = 0`;

  switchyard.logAnswers = [401, 403, 503, "<html>"];
  expect(await asks(`for _ in range(5): ${once}\nprint(len(t.waiting))`)).toBe("0");
  expect(switchyard.logs.size).toBe(5);

  switchyard.logsMax = 2;
  expect(await asks(`t.retry['at'] = 1e12\nfor _ in range(5): ${ask}\nt.flush(); print(len(t.waiting))`)).toBe("0");
  expect(switchyard.logs.size).toBe(10);

  // A failure keeps the next answers from waiting for Switchyard, and the bound holds.
  switchyard.isAway = true;
  expect(await asks(`t.WAITING_MAX = 3\nfor _ in range(5): ${ask}\nprint(len(t.waiting))`)).toBe("3");
  await switchyard.close();
});

test("the router in Python answers, and says once that its records are refused", async () => {
  const switchyard = await startStubSwitchyard();
  provider = await listen((_request, _body, response) => response.end(JSON.stringify({ usage: {} })));
  const ask = "import report_attempts; report_attempts.complete([]); print(report_attempts.complete([]))";
  const run = (key: string, tier: string) =>
    promisify(execFile)("python3", ["-B", "-c", ask.replaceAll("([])", `([], tier='${tier}')`)], {
      cwd: "lib/snippets",
      env: {
        ...process.env,
        SWITCHYARD_URL: switchyard.url,
        SWITCHYARD_API_KEY: key,
        MODELS: JSON.stringify([{ model: "m", base: provider?.url, key: "x" }]),
      },
    });

  const [revoked, refused, stored] = [await run("revoked", "code"), await run("key", ""), await run("key", "code")];
  await switchyard.close();

  for (const { stdout } of [revoked, refused, stored]) expect(stdout).toBe("{'usage': {}}\n");
  expect(revoked.stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/^Switchyard did not store an attempt: .*401/),
  ]);
  expect(refused.stderr.trim().split("\n")).toEqual([expect.stringContaining("tier")]);
  expect(stored.stderr).toBe("");
  expect(switchyard.logs.size).toBe(2);
});

test("an error that the router in Python was answered with status 200 is a failure, and the next model is asked", async () => {
  const switchyard = await startStubSwitchyard();
  provider = await listen((_request, body, response) => {
    const { model } = JSON.parse(body.toString());
    response.end(
      JSON.stringify(model === "a" ? { error: { message: "overloaded" } } : { usage: { prompt_tokens: 7 } }),
    );
  });
  const MODELS = JSON.stringify(["a", "b"].map((model) => ({ model, base: provider?.url, key: "x" })));
  const env = { ...process.env, SWITCHYARD_URL: switchyard.url, SWITCHYARD_API_KEY: "key", MODELS };
  const ask = "import report_attempts; print(report_attempts.complete([]))";
  const { stdout } = await promisify(execFile)("python3", ["-B", "-c", ask], { cwd: "lib/snippets", env });
  await switchyard.close();

  expect(stdout).toBe("{'usage': {'prompt_tokens': 7}}\n");
  expect([...switchyard.logs.values()]).toMatchObject([
    { model: "a", outcome: "server_error", final: false },
    { model: "b", http_status: 200, input_tokens: 7, final: true },
  ]);
});
