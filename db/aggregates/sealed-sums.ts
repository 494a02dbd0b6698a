import type { Db } from "../client";

/** The newest change of the sealed levels that a snapshot saw (see sealed_change). */
export type SealedVersion = { version: string; token: string };

/** Sums of sealed rows, as of a change: they stay true until another change of the same hours. */
export type SealedSums<Row> = { asOf: SealedVersion; rows: readonly Row[]; bytes: number };

/** One stretch of a question may take so much of the room, lest it drive out what others ask. */
const SHARE_OF_ONE = 4;

/**
 * Sums of sealed rows by what was asked of them; those asked longest ago make room.
 *
 * Nothing of it is to be trusted before it was found unchanged in the snapshot that the rest of an answer is read from.
 */
export class SealedSumsCache {
  readonly #bytesMax: number;
  readonly #entries = new Map<string, SealedSums<unknown>>();
  #bytes = 0;

  constructor({ bytesMax }: { bytesMax: number }) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): SealedSums<unknown> | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  set(key: string, sums: SealedSums<unknown>): void {
    this.#delete(key);
    if (sums.bytes > this.#bytesMax / SHARE_OF_ONE) return;
    this.#entries.set(key, sums);
    this.#bytes += sums.bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#delete(oldest);
    }
  }

  #delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

const caches = new WeakMap<Db, SealedSumsCache>();

/** Has reads of this database merge sealed sums once, and hold to them while they are unchanged. */
export function keepSealedSums(db: Db, options: { bytesMax: number }): void {
  caches.set(db, new SealedSumsCache(options));
}

/** Where reads of a database keep sealed sums; undefined where they do not. */
export function sealedSumsOf(db: Db): SealedSumsCache | undefined {
  return caches.get(db);
}
