import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@/lib/contract/error";

export type ShareOptions = {
  /** How long a read may take before it is given up. */
  withinMs: number;
  /** How long after one began the next may begin: under load more callers share each. */
  gapMs?: number;
};

/**
 * Lets callers share reads: each is answered by one that began after it asked, and at most one is waited for at a time.
 *
 * So no answer is older than its question, and any load on it is the load of one reader. Who waits for a read that is
 * given up hears UNAVAILABLE, and the next one begins.
 */
export function shareReads<T>(read: () => Promise<T>, { withinMs, gapMs = 0 }: ShareOptions): () => Promise<T> {
  let running: Promise<void> | undefined;
  let next: Promise<T> | undefined;
  let startedAt = Number.NEGATIVE_INFINITY;
  const gapLeftMs = () => startedAt + gapMs - performance.now();

  function start(): Promise<T> {
    next = undefined;
    startedAt = performance.now();
    const answer = within(read, withinMs);
    const over = () => {
      running = undefined;
    };
    running = answer.then(over, over);
    return answer;
  }

  async function startAfter(before: Promise<void> | undefined): Promise<T> {
    await before;
    const waitMs = gapLeftMs();
    if (waitMs > 0) await delay(waitMs);
    return start();
  }

  return () => {
    if (!running && !next && gapLeftMs() <= 0) return start();
    next ??= startAfter(running);
    return next;
  };
}

async function within<T>(read: () => Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const message = "The database takes too long to answer; try again shortly";
    timer = setTimeout(() => reject(new AppError("UNAVAILABLE", message)), withinMs);
  });
  try {
    return await Promise.race([read(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
