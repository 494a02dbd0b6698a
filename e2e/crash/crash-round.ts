import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "@/lib/domain/simulation/random";
import type { AnswerLog } from "./answer-log";
import { CrashFinding } from "./crash-finding";
import { type CrashKind, currentLeader, type DatabaseCrash, killDatabase } from "./crash-kinds";
import { askDatabase, type Scene } from "./open-scene";
import type { WebProcess } from "./web-process";

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
      : kind === "failover"
        ? await failOver(scene, answers)
        : await killServer(kind, scene, answers, random);
  await Promise.all(scene.webs.map((web) => web.ready()));
  return recovery;
}

async function killServer(kind: DatabaseCrash, scene: Scene, answers: AnswerLog, random: Random): Promise<Recovery> {
  const before = await killDatabase(kind, scene, random);
  const killedAt = performance.now();
  // Whatever of the server is killed, all its processes end with it.
  const backAt = await until("The database did not come back", async () => {
    const old = await askDatabase(scene, (sql) => sql`select from pg_stat_activity where pid = any(${before}::int[])`);
    return old.length === 0;
  });
  const acceptedAt = await answers.acceptedAfter(backAt);
  return { databaseMs: backAt - killedAt, acceptedMs: acceptedAt - backAt };
}

async function failOver(scene: Scene, answers: AnswerLog): Promise<Recovery> {
  const killedAt = performance.now();
  await scene.way.failOver?.();
  const backAt = await until("The standby did not take over", () =>
    askDatabase(scene, (sql) => sql`select 1`).then(() => true),
  );
  const acceptedAt = await answers.acceptedAfter(backAt);
  // From now on nothing is committed without it, so that the next change of servers loses nothing either.
  await scene.way.addStandby?.();
  return { databaseMs: backAt - killedAt, acceptedMs: acceptedAt - backAt };
}

async function killProcess(
  kind: "web" | "leader",
  scene: Scene,
  answers: AnswerLog,
  random: Random,
): Promise<Recovery> {
  const { webs } = scene;
  let leader: string | undefined;
  const leads = (web: WebProcess) => web.pid() !== undefined && leader?.endsWith(`:${web.pid()}`);
  await until("Nobody led though all was well", async () => {
    leader = await currentLeader(scene);
    return webs.some(leads);
  });
  const web = kind === "leader" ? webs.find(leads) : webs[Math.floor(random.next() * webs.length)];
  if (!web) return {};
  const isLeading = leads(web);
  await web.kill();
  const killedAt = performance.now();
  web.start();
  const [acceptedAt, takenOverAt] = await Promise.all([
    answers.acceptedAfter(killedAt, web.origin),
    isLeading && until("Nobody took the lead over", async () => ((await currentLeader(scene)) ?? leader) !== leader),
  ]);
  return { processMs: acceptedAt - killedAt, ...(takenOverAt && { takeoverMs: takenOverAt - killedAt }) };
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
