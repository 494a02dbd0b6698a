import { AppError } from "@/lib/contract/error";

/**
 * Lets callers share reads: each is answered by one that began after it asked, and at most one is waited for at a time.
 *
 * So no answer is older than its question, and any load on it is the load of one reader. A read that takes longer than
 * `withinMs` is given up: who waited for it hears UNAVAILABLE, and the next one begins.
 */
export function shareReads<T>(read: () => Promise<T>, withinMs: number): () => Promise<T> {
  let running: Promise<void> | undefined;
  let next: Promise<T> | undefined;

  function start(): Promise<T> {
    next = undefined;
    const answer = within(read, withinMs);
    const over = () => {
      running = undefined;
    };
    running = answer.then(over, over);
    return answer;
  }

  return () => {
    if (!running && !next) return start();
    next ??= (running ?? Promise.resolve()).then(start);
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
