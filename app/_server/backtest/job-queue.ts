import { AppError } from "@/lib/contract/error";

type Waiting = { start: () => void };

/** `of` names the works to whoever is turned away. */
type QueueOptions = { waitingMax: number; retryAfterSeconds: number; of?: string };

/** Lets one work at a time run and a few wait; turns the rest away as UNAVAILABLE. */
export class JobQueue {
  readonly #waitingMax: number;
  readonly #retryAfterSeconds: number;
  readonly #of: string;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  constructor({ waitingMax, retryAfterSeconds, of = "back-tests" }: QueueOptions) {
    this.#waitingMax = waitingMax;
    this.#retryAfterSeconds = retryAfterSeconds;
    this.#of = of;
  }

  /** Throws UNAVAILABLE where there is no room to wait. */
  assertAdmitted(): void {
    if (!this.#isBusy || this.#waiting.length < this.#waitingMax) return;
    throw new AppError("UNAVAILABLE", `Other ${this.#of} are running; try again shortly`, {
      retryAfterSeconds: this.#retryAfterSeconds,
    });
  }

  /** Runs the work when its turn has come; who aborts while waiting leaves the queue. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#isBusy = false;
      this.#next();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#isBusy) {
      this.#isBusy = true;
      return;
    }
    this.assertAdmitted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        reject(signal.reason);
      };
      const entry: Waiting = {
        start: () => {
          signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(entry);
    });
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#isBusy = true;
    next.start();
  }
}
