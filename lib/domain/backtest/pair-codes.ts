import type { Pair } from "./recorded-attempts";

/** Whole numbers for pairs of a region and a model, counted from 0 in the order they are first asked for. */
export class PairCodes {
  readonly #pairs: Pair[] = [];
  readonly #codes = new Map<string, Map<string, number>>();

  constructor(pairs: readonly Pair[] = []) {
    for (const { region, model } of pairs) this.codeOf(region, model);
  }

  get pairs(): readonly Pair[] {
    return this.#pairs;
  }

  codeOf(region: string, model: string): number {
    let models = this.#codes.get(region);
    if (!models) {
      models = new Map();
      this.#codes.set(region, models);
    }
    let code = models.get(model);
    if (code === undefined) {
      code = this.#pairs.length;
      models.set(model, code);
      this.#pairs.push({ region, model });
    }
    return code;
  }
}
