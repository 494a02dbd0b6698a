import { seededRandom } from "@/lib/domain/seeded-random";

export type Dice = {
  /** From [0, 1). */
  next: () => number;
  chance: (probability: number) => boolean;
  /** A whole number from 0 up to, without, `n`. */
  below: (n: number) => number;
  pick: <T>(list: readonly T[]) => T;
};

/** Chance that is the same for the same numbers. */
export function createDice(...seeds: readonly number[]): Dice {
  const next = seededRandom(seeds.reduce((mixed, seed) => (Math.imul(mixed, 0x01000193) ^ seed) | 0, 0x811c9dc5));
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    chance: (probability) => next() < probability,
    below,
    pick: <T>(list: readonly T[]): T => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from");
      return picked;
    },
  };
}
