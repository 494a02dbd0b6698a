import { niceCeil } from "./nice-ceil";

const STEPS = 4;

/** What the values of an axis are: between two counts is nothing, and small shares do not reach to all. */
export type ValueKind = "counts" | "shares" | "amounts";

/** The round values of an axis from zero that reaches its largest value: about four steps, of whole counts whole ones. */
export function axisTicks(max: number, kind: ValueKind = "amounts"): number[] {
  const nice = niceCeil(max / STEPS);
  // Between 1 and 10 the only step that is not whole is 2.5.
  const step = kind !== "counts" || Number.isInteger(nice) ? nice : nice < 1 ? 1 : Math.ceil(nice) + 2;
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

/** The ticks without those that would read as the one before: two places of an axis never have the same text. */
export function distinctTicks(ticks: readonly number[], format: (value: number) => string): number[] {
  return ticks.filter((tick, index) => index === 0 || format(tick) !== format(ticks[index - 1] ?? 0));
}
