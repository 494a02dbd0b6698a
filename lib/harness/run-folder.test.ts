import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Result } from "./result";
import { beginRun, readRun, resumeRun } from "./run-folder";
import { smallPlan } from "./testing/small-plan";

const plan = smallPlan();
const result = (index: number): Result => ({
  ...{ model: "fast", region: null, index, prompt: "a", repetition: 0, started_at: "2026-03-01T12:00:00.000Z" },
  ...{ due_ms: null, sent_ms: index, outcome: "ok", http_status: 200, error_code: null, ttft_ms: 1.5, duration_ms: 9 },
  ...{ input_tokens: 3, cached_input_tokens: null, output_tokens: 4, reasoning_tokens: null },
  ...{ finish_reason: "stop", answered_by: "fast-2", cost_usd: "0.000001" },
});

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "harness-"));
  await body(folder).finally(() => rm(folder, { recursive: true }));
}

test("a run is read as it was written, whatever comes while the disk is busy", () =>
  inFolder(async (folder) => {
    const run = await beginRun(folder, plan);
    await Promise.all([0, 1, 2].map((index) => run.writer.append(result(index))));
    await run.close();

    expect(await readRun(folder)).toEqual({ plan, results: [0, 1, 2].map(result) });
  }));

test("a line that a kill has cut is left out, and written anew by the run that goes on", () =>
  inFolder(async (folder) => {
    const killed = await beginRun(folder, plan);
    await killed.writer.append(result(0));
    await killed.close();
    await appendFile(join(folder, "results.jsonl"), '{"model":"fast","ind');
    // Of a process that is no more: none has this number.
    await writeFile(join(folder, "lock"), "4194999");

    const resumed = await resumeRun(folder);
    expect(resumed.results).toEqual([result(0)]);
    await resumed.writer.append(result(1));
    await resumed.close();

    expect((await readRun(folder)).results).toEqual([result(0), result(1)]);
  }));

test("a folder with a run is not begun again, and one in use is nobody else's", () =>
  inFolder(async (folder) => {
    const run = await beginRun(folder, plan);

    await expect(resumeRun(folder)).rejects.toThrow("is in use by process");
    await run.close();
    await expect(beginRun(folder, plan)).rejects.toThrow("has a run already");
    await (await resumeRun(folder)).close();
  }));

test("a line that is no result is named by its number and field", () =>
  inFolder(async (folder) => {
    await (await beginRun(folder, plan)).close();
    const bad = { ...result(1), outcome: "fine" };
    await appendFile(join(folder, "results.jsonl"), `${JSON.stringify(result(0))}\n${JSON.stringify(bad)}\n`);

    await expect(readRun(folder)).rejects.toThrow(/results\.jsonl, line 2: outcome: /);
    expect(await readFile(join(folder, "plan.json"), "utf8")).toContain('"version": 1');
  }));

test("a folder without a run is said to have none", () =>
  inFolder(async (folder) => {
    await expect(resumeRun(folder)).rejects.toThrow("has no run");
  }));
