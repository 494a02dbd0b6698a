/** Lets so many pieces of work run at a time, in the order they came; the others wait. */
export function limitConcurrency(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place, which therefore never shows as free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
