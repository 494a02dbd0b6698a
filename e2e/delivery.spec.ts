import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { z } from "zod";

const root = path.join(import.meta.dirname, "..");
const file = path.join(root, ".cache", "delivery.json");
const reportSchema = z.object({
  sections: z.array(z.object({ title: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })),
});
let child: ChildProcess | undefined;

test.afterEach(() => child?.kill("SIGTERM"));

// The command fails when a poll is answered otherwise than it must be, or a stream misses a publish.
test("five hundred streams at one replica hear what is published at another within a second", async () => {
  test.setTimeout(180_000);
  const options = ["--only", "delivery", "--quick", "--rounds", "1", "--no-build", "--out", file];
  const output: string[] = [];
  child = spawn(process.execPath, ["--import", "tsx", "e2e/bench/bench.ts", ...options], { cwd: root });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(String(chunk)));

  const [code] = await once(child, "exit");

  expect({ code, output: output.join("") }).toEqual({ code: 0, output: expect.stringContaining("heard by streams") });
  const { sections } = reportSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const [row] = sections.find(({ title }) => title.includes("heard by streams"))?.rows ?? [];
  expect(row).toMatchObject({ subscribers: 500 });
  expect(row?.["last, worst of all"]).toBeLessThan(1_000);
});
