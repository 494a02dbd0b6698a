import { setTimeout as delay } from "node:timers/promises";
import { CrashFinding } from "./crash-finding";
import { ANSWERS, type Answer } from "./deliver";

export type AnswerLog = {
  counts: Record<Answer, number>;
  note: (answer: Answer, origin: string) => void;
  /** When the first post after an instant was accepted, by one process or by any; waits for it. */
  acceptedAfter: (instant: number, origin?: string) => Promise<number>;
};

const LOOK_EVERY_MS = 10;
const ACCEPTED_WITHIN_MS = 120_000;
const LATEST_MAX = 10_000;

/** Remembers how posts were answered, and when the last ones were accepted. Instants are `performance.now()`. */
export function createAnswerLog(): AnswerLog {
  const counts = Object.fromEntries(ANSWERS.map((answer) => [answer, 0])) as Record<Answer, number>;
  const accepted: { at: number; origin: string }[] = [];

  return {
    counts,
    note: (answer, origin) => {
      counts[answer]++;
      if (answer === "accepted") accepted.push({ at: performance.now(), origin });
      if (accepted.length > 2 * LATEST_MAX) accepted.splice(0, LATEST_MAX);
    },
    acceptedAfter: async (instant, origin) => {
      for (;;) {
        const first = accepted.find((post) => post.at > instant && (origin === undefined || post.origin === origin));
        if (first) return first.at;
        if (performance.now() - instant > ACCEPTED_WITHIN_MS) throw new CrashFinding("Nothing was accepted any more");
        await delay(LOOK_EVERY_MS);
      }
    },
  };
}
