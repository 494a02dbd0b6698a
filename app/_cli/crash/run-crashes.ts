import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase, type Sql } from "@/db/client";
import { startEmbedded } from "@/db/embedded/start-embedded";
import { createRandom } from "@/db/seed/random";
import { type AnswerLog, createAnswerLog } from "./answer-log";
import { createBatchSource } from "./batch-source";
import { CrashFinding } from "./crash-finding";
import { type CrashKind, planCrashes, type Scene } from "./crash-kinds";
import { crashRound, type Recovery } from "./crash-round";
import { startSenders } from "./senders";
import { verifyAnswer, verifyIds, verifySums } from "./verify-store";
import { createWebProcess } from "./web-process";

export type CrashRun = {
  rounds: { kind: CrashKind; recovery: Recovery }[];
  /** Records sent, each of them at least once. */
  records: number;
  answers: AnswerLog["counts"];
  /** What must not be; empty when all is well. */
  findings: string[];
};

export type CrashInput = {
  rounds: number;
  seed: number;
  /** Where the processes' logs are kept. */
  logFolder: string;
  signal: AbortSignal;
  onRound: (round: number, kind: CrashKind, recovery: Recovery) => void;
};

const LOAD_MS = [200, 1_500] as const;
const VERIFY_EVERY = 10;
const SETTLED_WITHIN_MS = 120_000;

/** Kills processes of a running product round after round under load, then compares what it stored with what was sent. */
export async function runCrashes(input: CrashInput): Promise<CrashRun> {
  const dataDir = await mkdtemp(join(tmpdir(), "switchyard-crash-"));
  // Private as made; a server started by root runs as another user.
  await chmod(dataDir, 0o755);
  await rm(input.logFolder, { recursive: true, force: true });
  await mkdir(input.logFolder, { recursive: true });
  const cleanUps: (() => unknown)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    return await crashAndVerify(input, dataDir, (cleanUp) => cleanUps.push(cleanUp));
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function crashAndVerify(input: CrashInput, dataDir: string, defer: (cleanUp: () => unknown) => void) {
  const { rounds, seed, logFolder, signal, onRound } = input;
  const random = createRandom(seed);
  const apiKey = `sy_crash_${randomBytes(24).toString("base64url")}`;
  const notify = (line: string) =>
    appendFileSync(join(logFolder, "server.log"), `${new Date().toISOString()} ${line}\n`);
  const server = await startEmbedded({ dataDir, notify });
  defer(() => server.stop());
  const env = {
    DATABASE_URL: server.url,
    SWITCHYARD_SECRET: randomBytes(32).toString("base64url"),
    SWITCHYARD_API_KEY: apiKey,
    LOG_LEVEL: "warn",
  };
  const broken = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    const give = (signalled: AbortSignal) => reject(signalled.reason);
    for (const each of [broken.signal, signal]) each.addEventListener("abort", () => give(each), { once: true });
  });
  failed.catch(() => undefined);
  const onDeath = (finding: CrashFinding) => broken.abort(finding);
  const webs = await Promise.all(
    ["a", "b"].map((name) => createWebProcess({ name, logFile: join(logFolder, `${name}.log`), env, onDeath })),
  );
  for (const web of webs) defer(() => web.close());
  const { sql, end } = createDatabase(server.url, { max: 1, applicationName: "switchyard-crash" });
  defer(() => end());
  const scene: Scene = { webs, server, sql };
  const answers = createAnswerLog();
  const source = createBatchSource(seed.toString(36), Date.now());

  const work = async (): Promise<CrashRun> => {
    for (const web of webs) web.start();
    await Promise.all(webs.map((web) => web.ready()));
    const senders = startSenders({ source, origins: webs.map(({ origin }) => origin), apiKey, seed, answers, onDeath });
    defer(() => senders.abandon());
    const done: CrashRun["rounds"] = [];
    for (const [index, kind] of planCrashes(random, rounds).entries()) {
      await delay(random.between(...LOAD_MS));
      const recovery = await crashRound(kind, scene, answers, random);
      done.push({ kind, recovery });
      onRound(index + 1, kind, recovery);
      if ((index + 1) % VERIFY_EVERY === 0) refuse(await verifySums(sql));
    }
    await senders.stop();
    for (const web of webs) await web.stop();
    for (const web of webs) web.start();
    await Promise.all(webs.map((web) => web.ready()));
    await settled(sql);
    const findings = [
      ...(await verifyIds(sql, source.totals)),
      ...(await verifySums(sql)),
      ...(await Promise.all(webs.map(({ origin }) => verifyAnswer(origin, apiKey, source.totals)))).flat(),
    ];
    return { rounds: done, records: source.totals.ids.size, answers: answers.counts, findings };
  };
  return Promise.race([work(), failed]);
}

function refuse(findings: readonly string[]): void {
  if (findings.length > 0) throw new CrashFinding(findings.join("\n"));
}

/** Waits until everything accepted is folded. */
async function settled(sql: Sql): Promise<void> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const [row] = await sql<{ pending: number }[]>`
      select (select count(*)::int from rollup_delta) + (select count(*)::int from rollup_delta_app) as pending`;
    if (row?.pending === 0) return;
    if (performance.now() > deadline) throw new CrashFinding(`${row?.pending} deltas were not folded in time`);
    await delay(100);
  }
}
