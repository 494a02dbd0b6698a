import { answerWithin } from "../answer-within";

export type SingleFlightOptions = {
  /** How long a read may take before it is given up. */
  withinMs: number;
  /** How long after one began the next may begin: under load more callers share each. */
  gapMs?: number;
  /** How many may be under way: with more than one, a read that stalls holds nobody up for long. */
  atOnce?: number;
};

/** Who waits, and how many reads had begun when they asked. */
type Waiting<T> = { after: number; resolve: (value: T) => void; reject: (reason: unknown) => void };

/**
 * Lets callers share reads: each is answered by the first to finish of those that began after it asked.
 *
 * So no answer is older than its question, and any load on it is the load of a few readers. If all
 * reads that could answer a caller failed or were given up, it gets that error, UNAVAILABLE for the latter; the next begins.
 */
export function singleFlightReads<T>(
  read: () => Promise<T>,
  { withinMs, gapMs = 0, atOnce = 1 }: SingleFlightOptions,
): () => Promise<T> {
  /** In the order they asked. */
  let waiting: Waiting<T>[] = [];
  let begun = 0;
  const running = new Set<number>();
  let startedAt = Number.NEGATIVE_INFINITY;
  let pause: NodeJS.Timeout | undefined;

  function startIfAsked(): void {
    const isAsked = waiting.at(-1)?.after === begun;
    if (!isAsked || running.size >= atOnce || pause) return;
    const leftMs = startedAt + gapMs - performance.now();
    if (leftMs <= 0) start();
    else
      pause = setTimeout(() => {
        pause = undefined;
        startIfAsked();
      }, leftMs);
  }

  function start(): void {
    const nth = ++begun;
    running.add(nth);
    startedAt = performance.now();
    answerWithin(read, withinMs).then(
      (value) => end(nth, ({ resolve }) => resolve(value)),
      (error: unknown) => {
        const later = Math.max(0, ...[...running].filter((other) => other !== nth));
        end(nth, ({ reject }) => reject(error), later);
      },
    );
  }

  /** Answers those who asked before a read began, except those that a later one will answer. */
  function end(nth: number, deliver: (one: Waiting<T>) => void, later = 0): void {
    running.delete(nth);
    const answered = waiting.filter(({ after }) => after < nth && after >= later);
    waiting = waiting.filter(({ after }) => after >= nth || after < later);
    for (const one of answered) deliver(one);
    startIfAsked();
  }

  return () =>
    new Promise((resolve, reject) => {
      waiting.push({ after: begun, resolve, reject });
      startIfAsked();
    });
}
