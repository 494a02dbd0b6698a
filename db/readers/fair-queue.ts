import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

export type FairQueueInput = {
  /** How much may run at once, of all and of one caller. */
  running: number;
  runningOfOne: number;
  /** How much may wait, of all and of one caller. */
  waiting: number;
  waitingOfOne: number;
  /** How long something may wait. */
  waitMs: number;
};

type Line = { running: number; waiting: (() => void)[] };

const RETRY_AFTER_SECONDS = 2;

/**
 * Lets callers' work run in turns: each has a line of its own, and the lines take turns at what may run at once.
 *
 * What a caller asks beyond their line, what they ask beside what waits already while all lines are full, and what waits too long is RATE_LIMITED, with the time to come back.
 */
export class FairQueue {
  readonly #limits: FairQueueInput;
  /** Of all who have anything running or waiting; who was served last stands last. */
  readonly #lines = new Map<string, Line>();
  #running = 0;
  #waiting = 0;

  constructor(limits: FairQueueInput) {
    this.#limits = limits;
  }

  /** Runs the work when it is its turn; whoever leaves before is not served. */
  async run<T>(caller: string, signal: AbortSignal | null, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw new AppError("UNAVAILABLE", "The caller left");
    const line = this.#lines.get(caller) ?? { running: 0, waiting: [] };
    if (this.#mayRun(line)) this.#take(caller, line);
    else await this.#turn(caller, line, signal);
    try {
      return await work();
    } finally {
      this.#running--;
      line.running--;
      this.#forget(caller, line);
      this.#next();
    }
  }

  /** How much of a caller's work waits. */
  waitingOf(caller: string): number {
    return this.#lines.get(caller)?.waiting.length ?? 0;
  }

  #mayRun({ running }: Line): boolean {
    return this.#running < this.#limits.running && running < this.#limits.runningOfOne;
  }

  #take(caller: string, line: Line): void {
    this.#running++;
    line.running++;
    this.#lines.delete(caller);
    this.#lines.set(caller, line);
  }

  #turn(caller: string, line: Line, signal: AbortSignal | null): Promise<void> {
    this.#assertAdmitted(line);
    return new Promise((resolve, reject) => {
      const giveUp = (reason: AppError) => {
        const place = line.waiting.indexOf(begin);
        if (place < 0) return;
        line.waiting.splice(place, 1);
        this.#waiting--;
        end();
        this.#forget(caller, line);
        reject(reason);
      };
      const tooLong = () => giveUp(tooMuch());
      const timer = setTimeout(tooLong, this.#limits.waitMs);
      const onLeave = () => giveUp(new AppError("UNAVAILABLE", "The caller left"));
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onLeave);
      };
      const begin = () => {
        this.#waiting--;
        end();
        this.#take(caller, line);
        resolve();
      };
      signal?.addEventListener("abort", onLeave);
      this.#lines.set(caller, line);
      line.waiting.push(begin);
      this.#waiting++;
    });
  }

  #assertAdmitted({ waiting }: Line): void {
    if (waiting.length >= this.#limits.waitingOfOne) {
      throw tooManyOfOne();
    }
    // Whoever has nothing waiting is let in: a few who fill their lines shut out nobody.
    if (waiting.length > 0 && this.#waiting >= this.#limits.waiting) throw tooMuch();
  }

  #forget(caller: string, line: Line): void {
    if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(caller);
  }

  /** The first in the line of whoever was served longest ago. */
  #next(): void {
    for (const line of [...this.#lines.values()]) {
      if (this.#running >= this.#limits.running) return;
      if (this.#mayRun(line)) line.waiting.shift()?.();
    }
  }
}

/** What a caller is told who asks for more at once than one may. */
export function tooManyOfOne(): AppError {
  const message = t("Too many of your reads are waiting already; ask for less at once");
  return new AppError("RATE_LIMITED", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function tooMuch(): AppError {
  const message = t("Too much is being read at the moment; try again shortly");
  return new AppError("RATE_LIMITED", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
