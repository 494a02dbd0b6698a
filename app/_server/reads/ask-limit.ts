import { tooManyOfOne } from "@/db/readers/fair-queue";

/** Bounds how much one caller asks at once, whether or not others ask the same: what is beyond is RATE_LIMITED. */
export class AskLimit {
  readonly #ofOne: number;
  readonly #asking = new Map<string, number>();

  constructor({ ofOne }: { ofOne: number }) {
    this.#ofOne = ofOne;
  }

  async hold<T>(caller: string, work: () => Promise<T>): Promise<T> {
    const asking = this.#asking.get(caller) ?? 0;
    if (asking >= this.#ofOne) throw tooManyOfOne();
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
