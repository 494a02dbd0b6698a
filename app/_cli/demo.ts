import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getRuntime } from "@/app/_server/runtime";
import { createDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { DEMO_USERS } from "@/lib/domain/access/demo-users";
import { EnvError, readDemoEnv } from "@/lib/env";
import { buildIfStale } from "./build-if-stale";
import { closeDemoMonth } from "./close-demo-month";
import { runTrickle } from "./demo-trickle";
import { printLine } from "./log-console";
import { createProgress } from "./progress";
import { seedDemo } from "./seed-demo";
import { failStart, serve } from "./serve";
import { type Settled, settleStart } from "./settle-start";

async function main(): Promise<void> {
  const env = readDemoEnv();
  console.log("Switchyard demo: two months of simulated traffic on a real PostgreSQL");
  const preparing = stopOnSignal();
  if (!(await buildIfStale()).isBuilt) throw new EnvError("The build failed; what it said stands above");
  const apiKey = env.apiKey ?? (await savedKey(env.dataDir));
  const settled = await settleStart({ ...env, apiKey });
  preparing.settled = settled;
  await prepareData(settled.env);
  preparing.end();

  // tsx turns them on, and Node would keep the map of every script of the build, which is larger than the script.
  process.setSourceMapsEnabled(false);
  const { port } = await serve(settled.env, { dev: false, embedded: settled.embedded });
  const origin = `http://localhost:${port}`;
  printWelcome(origin, apiKey);
  await runTrickle({ origin: `http://127.0.0.1:${port}`, apiKey, signal: getRuntime().stopping.signal });
}

async function prepareData(env: Settled["env"]): Promise<void> {
  await migrateDatabase(env.databaseUrl, join(process.cwd(), "drizzle"));
  const database = createDatabase(env.databaseUrl, { max: 6, applicationName: "switchyard-demo" });
  const progress = createProgress();
  const startedAt = performance.now();
  try {
    const now = new Date();
    const { attempts, isTopUp, fromUs } = await seedDemo(database, {
      env,
      nowUs: now.getTime() * 1000,
      onProgress: (share, count) => progress.show(share, `${count.toLocaleString("en")} simulated attempts`),
    });
    progress.end();
    await closeDemoMonth(database.db, { env, now, fromUs });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const what = isTopUp ? "attempts added since the last run" : "attempts over two months simulated and stored";
    console.log(`${attempts.toLocaleString("en")} ${what} in ${seconds} s`);
  } finally {
    progress.end();
    await database.end();
  }
}

/** Before the server runs, a Ctrl-C has only our own database to stop. */
function stopOnSignal(): { settled: Settled | undefined; end: () => void } {
  const state: { settled: Settled | undefined; end: () => void } = { settled: undefined, end: () => undefined };
  const stop = () => {
    console.error("\nStopped; run it again and it goes on from here");
    void Promise.resolve(state.settled?.embedded?.stop()).finally(() => process.exit(130));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  state.end = () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
  return state;
}

async function savedKey(dataDir: string): Promise<string> {
  const file = join(dataDir, "api-key");
  const saved = (await readFile(file, "utf8").catch(() => "")).trim();
  if (saved.length >= 32) return saved;
  const key = `sy_demo_${randomBytes(24).toString("base64url")}`;
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

function printWelcome(origin: string, apiKey: string): void {
  const record = {
    id: "hello-1",
    started_at: "$(date -u +%Y-%m-%dT%H:%M:%SZ)",
    model: "deepseek-v4-flash",
    tier: "standard",
    region: "us-east-1",
    duration_ms: 840,
    ttft_ms: 190,
    outcome: "ok",
    input_tokens: 900,
    output_tokens: 120,
  };
  const body = JSON.stringify([record]).replaceAll('"', '\\"');
  const lines = [
    "",
    `  Open      ${origin}`,
    "  Sign in   one click for each role on the sign-in page, or",
    ...DEMO_USERS.map(({ role, email, password }) => `            ${role.padEnd(8)} ${email}  ${password}`),
    `  API key   ${apiKey}`,
    "  Post a log:",
    `    curl -s ${origin}/api/v1/logs -H "Authorization: Bearer ${apiKey}" -H "Content-Type: application/json" -d "${body}"`,
    "",
    "  All figures are simulated. Ctrl-C stops it; the next run goes on with the same data.",
    "",
  ];
  printLine(lines.join("\n"));
}

try {
  await main();
} catch (error) {
  failStart(error);
}
