import { setTimeout as delay } from "node:timers/promises";
import { createRandom } from "@/lib/domain/simulation/random";
import { type AnswerLog, createAnswerLog } from "./answer-log";
import { createBatchSource } from "./batch-source";
import { CrashFinding } from "./crash-finding";
import { type CrashKind, planCrashes } from "./crash-kinds";
import { crashRound, type Recovery } from "./crash-round";
import { askDatabase, openScene, type Scene, startWebs } from "./open-scene";
import { startWriters } from "./senders";
import type { SentTotals } from "./sent-totals";
import { countPending, verifyAnswer, verifyIds, verifySums } from "./verify-store";
import type { WayName } from "./ways";

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
  /** What stands between the processes and the database. */
  through: WayName;
  /** Where the processes' logs are kept. */
  logFolder: string;
  signal: AbortSignal;
  onRound: (round: number, kind: CrashKind, recovery: Recovery) => void;
  /** Told what is done next, outside the rounds. */
  onStep: (step: string) => void;
};

const LOAD_MS = [200, 1_500] as const;
const VERIFY_EVERY = 10;
const SETTLED_WITHIN_MS = 120_000;

/**
 * Kills processes of a running product round after round under load, then compares what it stored with what was sent.
 *
 * Throws a CrashFinding when the product does not recover, and the signal's reason when that is aborted.
 */
export async function runCrashes(input: CrashInput): Promise<CrashRun> {
  const broken = new AbortController();
  const scene = await openScene({
    logFolder: input.logFolder,
    through: input.through,
    onDeath: (finding) => broken.abort(finding),
  });
  try {
    const stopped = rejection(AbortSignal.any([input.signal, broken.signal]));
    return await Promise.race([stopped, crashAndVerify(input, scene, broken)]);
  } finally {
    broken.abort();
    await scene.close();
  }
}

async function crashAndVerify(input: CrashInput, scene: Scene, broken: AbortController): Promise<CrashRun> {
  const { rounds: count, seed, onRound, onStep } = input;
  const random = createRandom(seed);
  const answers = createAnswerLog();
  const source = createBatchSource(seed.toString(36), Date.now());
  await startWebs(scene);
  const writers = startWriters({ source, scene, seed, answers, broken });

  const rounds: CrashRun["rounds"] = [];
  for (const kind of planCrashes(random, count, input.through)) {
    await delay(random.between(...LOAD_MS));
    const recovery = await crashRound(kind, scene, answers, random);
    rounds.push({ kind, recovery });
    onRound(rounds.length, kind, recovery);
    if (rounds.length % VERIFY_EVERY > 0) continue;
    const wrong = await askDatabase(scene, verifySums);
    if (wrong.length > 0) throw new CrashFinding(wrong.join("\n"));
  }
  onStep("delivering what is under way");
  await writers.stop();
  onStep("comparing");
  const findings = await verifyAll(scene, source.totals);
  return { rounds, records: source.totals.ids.size, answers: answers.counts, findings };
}

/** Restarts the processes in order, lets them fold what is pending, and compares. */
async function verifyAll(scene: Scene, sent: SentTotals): Promise<string[]> {
  for (const web of scene.webs) await web.stop();
  await startWebs(scene);
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  while ((await askDatabase(scene, countPending)) > 0) {
    if (performance.now() > deadline) throw new CrashFinding("What was accepted was not folded in time");
    await delay(100);
  }
  const answered = await Promise.all(scene.webs.map(({ origin }) => verifyAnswer(origin, scene.apiKey, sent)));
  return [
    ...(await askDatabase(scene, (sql) => verifyIds(sql, sent))),
    ...(await askDatabase(scene, verifySums)),
    ...answered.flat(),
  ];
}

/** Rejects with the signal's reason once it is aborted. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
