import { median, medianRatio } from "../median";
import type { BenchValue } from "../section";

/** The two builds of a comparison: this one and the one it is compared with. */
export type SideName = "ours" | "theirs";

/** What each build showed under a load, round after round: those of one round beside each other. */
export type BySide<Measured> = Record<SideName, Measured[]>;

/** Which of the numbers that were measured is shown, and whether more of it is better. */
export type Stat<Measured> = { of: keyof Measured; stat: string; better: "more" | "less" };

/** Nothing measured yet. */
export function noneOfEither<Measured>(): BySide<Measured> {
  return { ours: [], theirs: [] };
}

/** A load's stats, a row each: the medians, and the median of the rounds' own ratios, this build to that one. */
export function statRows<Measured extends Record<string, number>>(
  load: string,
  { stats, measured, than }: { stats: readonly Stat<Measured>[]; measured: BySide<Measured>; than: string },
): Record<string, BenchValue>[] {
  return stats.map(({ of, stat, better }) => {
    const [ours, theirs] = [measured.ours.map((one) => one[of]), measured.theirs.map((one) => one[of])];
    return {
      load,
      stat,
      "this build": median(ours),
      [than]: median(theirs),
      ratio: medianRatio(ours, theirs),
      better,
    };
  });
}
