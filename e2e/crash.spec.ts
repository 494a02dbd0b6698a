import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "@playwright/test";

const root = path.join(import.meta.dirname, "..");
let child: ChildProcess | undefined;

test.afterEach(() => child?.kill("SIGTERM"));

// Three rounds of `npm run crash`, each with a kill of its own kind; the command itself compares what is stored with what was sent.
test("what was accepted survives the kill of processes and database, once, in every sum and answer", async () => {
  test.setTimeout(240_000);
  const output: string[] = [];
  child = spawn(process.execPath, ["--import", "tsx", "app/_cli/crash.ts", "--rounds", "3"], { cwd: root });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(String(chunk)));

  const [code] = await once(child, "exit");

  expect({ code, output: output.join("") }).toEqual({ code: 0, output: expect.stringContaining("each stored once") });
});
