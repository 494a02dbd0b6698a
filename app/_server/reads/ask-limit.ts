import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

const RETRY_AFTER_SECONDS = 2;

/** Bounds how much one caller asks at once, whether or not others ask the same: what is beyond is RATE_LIMITED. */
export class AskLimit {
  readonly #ofOne: number;
  readonly #asking = new Map<string, number>();

  constructor({ ofOne }: { ofOne: number }) {
    this.#ofOne = ofOne;
  }

  async hold<T>(caller: string, work: () => Promise<T>): Promise<T> {
    const asking = this.#asking.get(caller) ?? 0;
    if (asking >= this.#ofOne) {
      const message = t("Too many of your reads are waiting already; ask for less at once");
      throw new AppError("RATE_LIMITED", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.#asking.set(caller, asking + 1);
    try {
      return await work();
    } finally {
      const others = (this.#asking.get(caller) ?? 1) - 1;
      if (others === 0) this.#asking.delete(caller);
      else this.#asking.set(caller, others);
    }
  }
}
