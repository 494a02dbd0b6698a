import { AppError } from "@/lib/contract/error";

const RETRY_AFTER_SECONDS = 1;

/**
 * Bounds the bytes of posts that are being read, parsed and stored at one time, whatever their number.
 *
 * What does not fit is turned away (UNAVAILABLE) before a byte of it is read; an idle intake takes any.
 */
export class Intake {
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Runs the work on a post of so many bytes, which count until it has settled. */
  async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#bytes > 0 && this.#bytes + bytes > this.#maxBytes) {
      throw new AppError("UNAVAILABLE", "Too many posts are being read", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.#bytes += bytes;
    try {
      return await work();
    } finally {
      this.#bytes -= bytes;
    }
  }
}
