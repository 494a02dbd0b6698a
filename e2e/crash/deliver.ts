import { setTimeout as delay } from "node:timers/promises";
import { ingestReplySchema } from "@/lib/contract/log-record";
import type { Random } from "@/lib/domain/simulation/random";
import type { Batch } from "./batch-source";
import { CrashFinding } from "./crash-finding";

/** How posts were answered: accepted (200), told to come back (503), failed (500), or not answered at all. */
export const ANSWERS = ["accepted", "unavailable", "failed", "lost"] as const;
export type Answer = (typeof ANSWERS)[number];

export type Delivery = {
  origins: readonly string[];
  apiKey: string;
  random: Random;
  onAnswer: (answer: Answer, origin: string) => void;
  /** Ends it undelivered. */
  signal: AbortSignal;
};

const ANSWER_WITHIN_MS = 15_000;
const DELIVERED_WITHIN_MS = 120_000;
const AGAIN_AFTER_MS = [20, 300] as const;

/**
 * Posts a batch until it is accepted: on any doubt it is sent again, to whichever process, now and then to both at once.
 *
 * Throws a CrashFinding for an answer that no crash excuses, and when nobody accepts it for two minutes.
 */
export async function deliver(batch: Batch, delivery: Delivery): Promise<void> {
  const { origins, random, onAnswer, signal } = delivery;
  const startedAt = performance.now();
  while (!signal.aborted) {
    const order = random.chance(0.5) ? origins : origins.toReversed();
    const targets = order.slice(0, random.chance(0.15) ? 2 : 1);
    const answers = await Promise.all(
      targets.map(async (origin) => {
        const answer = await post(origin, batch, delivery);
        onAnswer(answer, origin);
        return answer;
      }),
    );
    if (answers.includes("accepted")) return;
    if (performance.now() - startedAt > DELIVERED_WITHIN_MS) {
      throw new CrashFinding(`A batch was not accepted within ${DELIVERED_WITHIN_MS / 1_000} s (last: ${answers})`);
    }
    await delay(random.between(...AGAIN_AFTER_MS));
  }
}

async function post(origin: string, { records, body, headers }: Batch, { apiKey, signal }: Delivery): Promise<Answer> {
  const answer = await fetch(`${origin}/api/v1/logs`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${apiKey}` },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  })
    .then(async (response) => ({ response, text: await response.text() }))
    .catch(() => null);
  if (!answer) return "lost";
  const { response, text } = answer;
  if (response.status === 500) return "failed";
  if (response.status === 503) {
    if (response.headers.has("retry-after")) return "unavailable";
    throw new CrashFinding("A 503 came without Retry-After");
  }
  if (response.status !== 200) throw new CrashFinding(`A post was answered ${response.status}: ${text.slice(0, 300)}`);
  const { accepted, duplicates, rejected } = ingestReplySchema.parse(JSON.parse(text));
  if (accepted + duplicates === records.length && rejected.length === 0) return "accepted";
  throw new CrashFinding(
    `Of ${records.length} records ${accepted} were accepted, ${duplicates} known: ${text.slice(0, 300)}`,
  );
}
