import { setTimeout as delay } from "node:timers/promises";
import { createRandom } from "@/db/seed/random";
import type { AnswerLog } from "./answer-log";
import type { Batch, BatchSource } from "./batch-source";
import { CrashFinding } from "./crash-finding";
import { deliver } from "./deliver";

const SENDERS = 4;
const PAUSE_MS = [0, 40] as const;
/** How often a sender delivers what another is delivering just then. */
const SHARED = 0.15;

/**
 * Starts four senders that post until told to stop.
 *
 * `stop` resolves when everything begun is delivered, `abandon` without that.
 */
export function startSenders(input: {
  source: BatchSource;
  origins: readonly string[];
  apiKey: string;
  seed: number;
  answers: AnswerLog;
  onDeath: (finding: CrashFinding) => void;
}): { stop: () => Promise<void>; abandon: () => Promise<void> } {
  const { source, origins, apiKey, seed, answers, onDeath } = input;
  const underway = new Map<number, Batch>();
  const abandoned = new AbortController();
  let isStopping = false;

  async function send(sender: number): Promise<void> {
    const random = createRandom(seed + sender + 1);
    while (!isStopping) {
      const others = [...underway.values()];
      const shared = random.chance(SHARED) ? others[Math.floor(random.next() * others.length)] : undefined;
      const batch = shared ?? source.next(random);
      underway.set(sender, batch);
      await deliver(batch, { origins, apiKey, random, onAnswer: answers.note, signal: abandoned.signal });
      underway.delete(sender);
      await delay(random.between(...PAUSE_MS));
    }
  }

  const running = Array.from({ length: SENDERS }, (_, sender) =>
    send(sender).catch((error: unknown) =>
      onDeath(error instanceof CrashFinding ? error : new CrashFinding(`A sender failed: ${error}`)),
    ),
  );
  const stop = async () => {
    isStopping = true;
    await Promise.all(running);
  };
  return {
    stop,
    abandon: () => {
      abandoned.abort();
      return stop();
    },
  };
}
