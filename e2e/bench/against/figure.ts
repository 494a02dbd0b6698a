import { median, medianRatio } from "../median";
import type { BenchValue } from "../section";

/** The two builds of a comparison: this one and the one it is compared with. */
export type SideName = "ours" | "theirs";

/** What each build showed under a load, round after round: those of one round beside each other. */
export type BySide<Measured> = Record<SideName, Measured[]>;

/** Which of the numbers that were measured is shown, and whether more of it is better. */
export type Figure<Measured> = { of: keyof Measured; figure: string; better: "more" | "less" };

/** Nothing measured yet. */
export function noneOfEither<Measured>(): BySide<Measured> {
  return { ours: [], theirs: [] };
}

/** A load's figures, a row each: the medians, and the median of the rounds' own ratios, this build to that one. */
export function figureRows<Measured extends Record<string, number>>(
  load: string,
  { figures, measured, than }: { figures: readonly Figure<Measured>[]; measured: BySide<Measured>; than: string },
): Record<string, BenchValue>[] {
  return figures.map(({ of, figure, better }) => {
    const [ours, theirs] = [measured.ours.map((one) => one[of]), measured.theirs.map((one) => one[of])];
    return {
      load,
      figure,
      "this build": median(ours),
      [than]: median(theirs),
      ratio: medianRatio(ours, theirs),
      better,
    };
  });
}
