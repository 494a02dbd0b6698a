import { AppError } from "@/lib/contract/error";
import { type Message, message, t } from "@/lib/messages/translate";

type Waiting = { start: () => void };

/** `busy` is said to whoever is turned away. */
type QueueOptions = { waitingMax: number; retryAfterSeconds: number; busy?: Message };

const BACKTESTS_RUN = message("Other back-tests are running; try again shortly");

/** Lets one work at a time run and a few wait; turns the rest away as UNAVAILABLE. */
export class JobQueue {
  readonly #waitingMax: number;
  readonly #retryAfterSeconds: number;
  readonly #busy: Message;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  constructor({ waitingMax, retryAfterSeconds, busy = BACKTESTS_RUN }: QueueOptions) {
    this.#waitingMax = waitingMax;
    this.#retryAfterSeconds = retryAfterSeconds;
    this.#busy = busy;
  }

  /** Throws UNAVAILABLE where there is no room to wait. */
  assertAdmitted(): void {
    if (!this.#isBusy || this.#waiting.length < this.#waitingMax) return;
    throw new AppError("UNAVAILABLE", t(this.#busy), {
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
