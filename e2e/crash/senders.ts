import { setTimeout as delay } from "node:timers/promises";
import { createRandom } from "@/lib/domain/simulation/random";
import type { AnswerLog } from "./answer-log";
import type { Batch, BatchSource } from "./batch-source";
import { deliver } from "./deliver";
import type { Scene } from "./open-scene";

const WRITERS = 4;
const PAUSE_MS = [0, 40] as const;
/** How often a sender delivers what another is delivering just then. */
const SHARED = 0.15;

/**
 * Starts four senders that post until stopped; `stop` resolves when everything begun is delivered.
 *
 * One that fails breaks the whole; once `broken` is aborted, they end without delivering.
 */
export function startWriters(input: {
  source: BatchSource;
  scene: Scene;
  seed: number;
  answers: AnswerLog;
  broken: AbortController;
}): { stop: () => Promise<void> } {
  const { source, scene, seed, answers, broken } = input;
  const origins = scene.webs.map(({ origin }) => origin);
  const { apiKey } = scene;
  const underway = new Map<number, Batch>();
  let isStopping = false;

  async function send(writer: number): Promise<void> {
    const random = createRandom(seed + writer + 1);
    while (!isStopping && !broken.signal.aborted) {
      const others = [...underway.values()];
      const shared = random.chance(SHARED) ? others[Math.floor(random.next() * others.length)] : undefined;
      const batch = shared ?? source.next(random);
      underway.set(writer, batch);
      await deliver(batch, { origins, apiKey, random, onAnswer: answers.note, signal: broken.signal });
      underway.delete(writer);
      await delay(random.between(...PAUSE_MS));
    }
  }

  const running = Array.from({ length: WRITERS }, (_, writer) =>
    send(writer).catch((error: unknown) => broken.abort(error)),
  );
  return {
    stop: async () => {
      isStopping = true;
      await Promise.all(running);
    },
  };
}
