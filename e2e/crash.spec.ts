import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { findProgram } from "@/db/testing/outside-program";

const root = path.join(import.meta.dirname, "..");
let child: ChildProcess | undefined;

test.afterEach(() => child?.kill("SIGTERM"));

const STOPPED_AFTER_MS = 540_000;
const WAYS = [
  { through: "nothing", rounds: 3, needs: null },
  { through: "pgbouncer", rounds: 2, needs: "pgbouncer" },
  { through: "tls", rounds: 2, needs: "openssl" },
  // Enough for each kind of kill to come, the change of servers among them.
  { through: "standby", rounds: 3, needs: "pg_basebackup" },
];

// Rounds of `npm run crash`, each with a kill of its own kind; the command itself compares what is stored with what was sent.
for (const { through, rounds, needs } of WAYS) {
  const isHere = needs === null || findProgram(needs) !== null;
  const way = isHere ? through : `${needs}, which is not installed`;
  test(`what was accepted survives the kill of processes and database, once, in every sum and answer, through ${way}`, async () => {
    test.skip(!isHere);
    test.setTimeout(600_000);
    const output: string[] = [];
    const args = ["--import", "tsx", "e2e/crash/crash.ts", "--rounds", String(rounds), "--through", through];
    child = spawn(process.execPath, args, { cwd: root });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(String(chunk)));

    // Before the test's own end, which would not show what the run said.
    const overdue = setTimeout(() => child?.kill("SIGTERM"), STOPPED_AFTER_MS);
    const [code] = await once(child, "exit");
    clearTimeout(overdue);

    expect({ code, output: output.join("") }).toEqual({ code: 0, output: expect.stringContaining("each stored once") });
  });
}
