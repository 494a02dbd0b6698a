import { niceCeil } from "./nice-ceil";

const STEPS = 4;

/** The round values of an axis from zero that reaches its largest value: about four steps. */
export function axisTicks(max: number): number[] {
  const step = niceCeil(max / STEPS);
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}
