import { median, medianRatio } from "../median";
import type { BenchValue } from "../section";

/** The two builds of a comparison: this one and the one it is compared with. */
export type SideName = "ours" | "theirs";

/** One figure of both builds, measured in turn: as many values of each, those of one round beside each other. */
export type Figure = {
  load: string;
  figure: string;
  better: "more" | "less";
} & Record<SideName, readonly number[]>;

/** A figure as a row: the medians, and the median of the rounds' own ratios, this build to that one. */
export function figureRow({ load, figure, better, ours, theirs }: Figure, than: string): Record<string, BenchValue> {
  return {
    load,
    figure,
    "this build": median(ours),
    [than]: median(theirs),
    ratio: medianRatio(ours, theirs),
    better,
  };
}
