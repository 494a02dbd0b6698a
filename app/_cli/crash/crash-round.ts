import { setTimeout as delay } from "node:timers/promises";
import { createDatabase } from "@/db/client";
import type { Random } from "@/db/seed/random";
import type { AnswerLog } from "./answer-log";
import { CrashFinding } from "./crash-finding";
import { type CrashKind, currentLeader, type DatabaseCrash, killDatabase, pickWeb, type Scene } from "./crash-kinds";

/** How long things took after a kill, in milliseconds; what the kind of kill does not interrupt is left out. */
export type Recovery = {
  /** From the kill of the leader to the first folding of its successor. */
  takeoverMs?: number;
  /** From the kill of a process, started again at once, to the first post it accepted. */
  processMs?: number;
  /** From the kill to the first question the database answered. */
  databaseMs?: number;
  /** From that answer to the first post accepted by anybody. */
  acceptedMs?: number;
};

const LOOK_EVERY_MS = 10;
const WITHIN_MS = 120_000;

/** Kills what the kind says and waits until all of it works again, while posts keep coming in. */
export async function crashRound(kind: CrashKind, scene: Scene, answers: AnswerLog, random: Random): Promise<Recovery> {
  const recovery =
    kind === "web" || kind === "leader"
      ? await killProcess(kind, scene, answers, random)
      : await killServer(kind, scene, answers, random);
  await Promise.all(scene.webs.map((web) => web.ready()));
  return recovery;
}

async function killServer(kind: DatabaseCrash, scene: Scene, answers: AnswerLog, random: Random): Promise<Recovery> {
  // Whatever of the server is killed, all sessions end with it.
  const [session] = await scene.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await killDatabase(kind, scene, random);
  const killedAt = performance.now();
  await until("The database did not come back", () => answersWithout(scene.server.url, session?.pid ?? 0));
  const backAt = performance.now();
  const acceptedAt = await answers.acceptedAfter(backAt);
  return { databaseMs: backAt - killedAt, acceptedMs: acceptedAt - backAt };
}

async function killProcess(
  kind: "web" | "leader",
  scene: Scene,
  answers: AnswerLog,
  random: Random,
): Promise<Recovery> {
  const web = await pickWeb(kind, scene, random);
  if (!web) throw new CrashFinding("Nobody led though all was well");
  const leader = await currentLeader(scene.sql);
  const isLeading = leader?.endsWith(`:${web.pid()}`);
  await web.kill();
  const killedAt = performance.now();
  web.start();
  const [acceptedAt, takenOverAt] = await Promise.all([
    answers.acceptedAfter(killedAt, web.origin),
    isLeading && until("Nobody took the lead over", async () => (await currentLeader(scene.sql)) !== leader),
  ]);
  return { processMs: acceptedAt - killedAt, ...(takenOverAt && { takeoverMs: takenOverAt - killedAt }) };
}

/** Whether the database takes a new connection and has not that session any more. */
async function answersWithout(url: string, pid: number): Promise<boolean> {
  const { sql, end } = createDatabase(url, { max: 1, applicationName: "switchyard-crash" });
  try {
    const rows = await sql`select from pg_stat_activity where pid = ${pid}`;
    return rows.length === 0;
  } finally {
    await end();
  }
}

/** Asks until the answer is yes, and says when that was; an error is a no. */
async function until(complaint: string, isTrue: () => Promise<boolean>): Promise<number> {
  const deadline = performance.now() + WITHIN_MS;
  while (!(await isTrue().catch(() => false))) {
    if (performance.now() > deadline) throw new CrashFinding(complaint);
    await delay(LOOK_EVERY_MS);
  }
  return performance.now();
}
