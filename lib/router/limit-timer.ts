import { AttemptFailure } from "./attempt";

/** Ends an attempt that takes too long: one limit at a time holds. */
export class LimitTimer {
  readonly #stop: AbortController;
  #timer: NodeJS.Timeout | undefined;

  constructor(stop: AbortController) {
    this.#stop = stop;
  }

  /** From now on this limit holds, and the one before no longer. */
  limit(ms: number, errorCode: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop.abort(new AttemptFailure("timeout", errorCode)), ms);
  }

  /** The same limit from now. */
  restart(): void {
    this.#timer?.refresh();
  }

  /** Holds no limit for as long as a caller takes to take what they were sent. */
  async pauseFor(work: Promise<unknown>, limit: () => void): Promise<void> {
    clearTimeout(this.#timer);
    await work;
    limit();
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
