import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logRecordSchema } from "@/lib/contract/log-record";
import { measureCall } from "@/lib/harness/measure-call";
import type { Result } from "@/lib/harness/result";
import { readRun } from "@/lib/harness/run-folder";
import { toLogRecord } from "@/lib/harness/to-log-record";
import { type RunningProvider, startProvider } from "@/lib/simulated-provider/start-provider";

const root = join(import.meta.dirname, "../..");
let provider: RunningProvider;
let folder: string;

beforeAll(async () => {
  provider = await startProvider({ timeScale: 0.02 });
  folder = await mkdtemp(join(tmpdir(), "harness-"));
});
afterAll(async () => {
  await provider.close();
  await rm(folder, { recursive: true });
});

type Ended = { code: number | null; stdout: string; stderr: string };

function harness(args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ["--import", "tsx", "app/_cli/harness.ts", ...args], { cwd: root });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
}

async function untilLines(file: string, count: number): Promise<void> {
  for (;;) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text.split("\n").length > count) return;
    await delay(5);
  }
}

const requestsOf = (results: readonly Result[]) =>
  results.map(({ model, prompt, repetition }) => `${model} ${prompt} ${repetition}`).sort();

test("a run that is killed half-way and resumed has each model's answer to each prompt exactly once", async () => {
  const out = join(folder, "killed");
  const models = ["deepseek-v4-flash", "qwen3-8b"];
  const run = ["--base-url", `${provider.url}/v1`, "--models", models.join(","), "--requests", "120"];

  const killed = harness([...run, "--out", out]);
  await untilLines(join(out, "results.jsonl"), 60);
  killed.child.kill("SIGKILL");
  await killed.ended;
  const before = await readRun(out);
  const resumed = await harness(["--resume", out]).ended;

  const { plan, results } = await readRun(out);
  const expected = models.flatMap((model) =>
    plan.prompts.flatMap(({ id }) => [0, 1, 2, 3, 4].map((repetition) => `${model} ${id} ${repetition}`)),
  );
  expect(before.results.length).toBeLessThan(240);
  expect(resumed).toMatchObject({ code: 0 });
  expect(requestsOf(results)).toEqual(expected.sort());
  expect(results.slice(0, before.results.length)).toEqual(before.results);
  expect(resumed.stdout).toContain("| qwen3-8b | 120 |");
  expect(JSON.parse(await readFile(join(out, "summary.json"), "utf8")).lanes).toHaveLength(2);
  expect(results.every((result) => logRecordSchema.safeParse(toLogRecord(plan, result)).success)).toBe(true);
}, 120_000);

test("a budget ends a run, which says how it goes on", async () => {
  const out = join(folder, "budget");
  const run = ["--base-url", `${provider.url}/v1`, "--models", "qwen3-8b", "--requests", "60", "--budget", "0.002"];
  const spent = await harness([...run, "--out", out]).ended;

  expect(spent).toMatchObject({ code: 3 });
  expect(spent.stderr).toContain(`--resume ${out} --budget USD goes on`);
  expect((await harness(["--resume", out, "--budget", "1"]).ended).code).toBe(0);
  expect((await readRun(out)).results).toHaveLength(60);
}, 120_000);

const prompt = {
  ...{ id: "a", messages: [{ role: "user" as const, content: "Hello" }], size: null, language: null, max_tokens: null },
};
test.each([
  ["rate-limited", { outcome: "rate_limited", http_status: 429 }],
  ["unavailable", { outcome: "server_error", http_status: 503 }],
  ["reset-before-headers", { outcome: "server_error", http_status: null, error_code: "connection_failed" }],
  ["cut-stream", { outcome: "server_error", http_status: 200 }],
  ["error-in-stream", { outcome: "server_error", http_status: 200 }],
  ["context-length-exceeded", { outcome: "client_error", http_status: 400, error_code: "context_length_exceeded" }],
  ["no-answer", { outcome: "timeout", http_status: null, error_code: "harness_timeout", output_tokens: null }],
  ["missing-usage", { outcome: "ok", output_tokens: null, finish_reason: "stop" }],
  ["missing-done", { outcome: "ok", finish_reason: "stop" }],
  ["malformed-chunk", { outcome: "ok", finish_reason: "stop" }],
])("%s is what it is", async (fault, expected) => {
  const baseUrl = `${provider.url}/v1`;
  const target = { baseUrl, apiKey: "harness", model: `fault:${fault}/qwen3-8b`, timeoutMs: 1_500 };

  expect(await measureCall(target, prompt, new AbortController().signal)).toMatchObject(expected);
});
