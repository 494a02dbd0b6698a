import { dayOfUs } from "@/db/partitions/partition-days";
import type { CodedAttempts } from "./code-attempts";

const ENTRIES_MAX = 250_000;

/** The keys by provider, by model. */
type KnownModels = Map<number, Map<number, Set<number>>>;
export type AttemptDay = { day: number; provider: number; model: number; key: number };

/**
 * A thread's memory of which rows `attempt_day` has, so that hardly a batch has to write one.
 *
 * Bounded: when it would hold more than a quarter million it forgets all and writes them again, which changes nothing.
 */
export class KnownAttemptDays {
  readonly #days = new Map<number, KnownModels>();
  #size = 0;

  /** The rows of a batch that this thread has not written. */
  missingOf({ rows, provider, model, labels }: CodedAttempts): AttemptDay[] {
    const missing = new Map<string, AttemptDay>();
    // A look at every attempt: numbers alone, since making a text of each would take ten times as long.
    for (let row = 0; row < rows.length; row++) {
      const found = {
        day: dayOfUs(rows[row]?.startedAtUs ?? 0),
        provider: provider[row] ?? 0,
        model: model[row] ?? 0,
        key: labels.key[row] ?? 0,
      };
      const isKnown = this.#days.get(found.day)?.get(found.model)?.get(found.provider)?.has(found.key) ?? false;
      if (!isKnown) missing.set(`${found.day} ${found.provider} ${found.model} ${found.key}`, found);
    }
    return [...missing.values()];
  }

  /** To be called once they are committed. */
  remember(written: readonly AttemptDay[]): void {
    if (this.#size + written.length > ENTRIES_MAX) {
      this.#days.clear();
      this.#size = 0;
    }
    for (const { day, model, provider, key } of written) {
      const models: KnownModels = this.#days.get(day) ?? new Map();
      const providers = models.get(model) ?? new Map<number, Set<number>>();
      const keys = providers.get(provider) ?? new Set<number>();
      this.#days.set(day, models.set(model, providers.set(provider, keys.add(key))));
      this.#size++;
    }
  }
}
