import { AppError } from "@/lib/contract/error";
import { answerWithin } from "./answer-within";

export type LookUpOptions = {
  /** How many reads may be under way, and how much one may ask for. */
  atOnce: number;
  mostOfOne: number;
  /** How much may wait for the next reads; beyond it UNAVAILABLE. */
  waitingMax: number;
  /** How long a read may take before it is given up, and the next ones begin. */
  withinMs: number;
};

type Waiting<T> = { resolve: (value: T | null) => void; reject: (reason: unknown) => void };

/**
 * Looks names up together: whatever is asked while reads are under way waits for the next one, which asks for all of it.
 *
 * So any flood costs a few reads, and every answer is by a read that began after it was asked for. Null: there is none.
 */
export function lookUpTogether<T>(
  read: (names: string[]) => Promise<ReadonlyMap<string, T>>,
  { atOnce, mostOfOne, waitingMax, withinMs }: LookUpOptions,
): (name: string) => Promise<T | null> {
  const waiting = new Map<string, Waiting<T>[]>();
  let running = 0;

  async function start(): Promise<void> {
    const batch = [...waiting].slice(0, mostOfOne);
    for (const [name] of batch) waiting.delete(name);
    running++;
    try {
      const found = await answerWithin(() => read(batch.map(([name]) => name)), withinMs);
      for (const [name, those] of batch) for (const { resolve } of those) resolve(found.get(name) ?? null);
    } catch (error) {
      for (const { reject } of batch.flatMap(([, those]) => those)) reject(error);
    } finally {
      running--;
      if (waiting.size > 0) void start();
    }
  }

  return (name) =>
    new Promise((resolve, reject) => {
      const those = waiting.get(name);
      if (!those && waiting.size >= waitingMax) {
        return reject(new AppError("UNAVAILABLE", "Too many keys are being looked up; try again shortly"));
      }
      waiting.set(name, [...(those ?? []), { resolve, reject }]);
      if (running < atOnce) void start();
    });
}
