import { formatMs } from "@/lib/domain/format";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import { niceCeil } from "./nice-ceil";

const STEPS = 4;

/** From a minute on time has no steps of ten: so many parts of a minute, an hour and a day are round. */
const DURATION_STEPS_MS = [
  ...[15, 20, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 20, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
];

/** What the values of an axis are: between two counts is nothing, small shares do not reach to all, and durations are in ms. */
export type ValueKind = "counts" | "shares" | "amounts" | "durations";

/** The round values of an axis from zero that reaches its largest value: about four steps, of whole counts whole ones. */
export function axisTicks(max: number, kind: ValueKind = "amounts"): number[] {
  const nice = kind === "durations" ? durationStep(max) : niceCeil(max / STEPS);
  // Between 1 and 10 the only step that is not whole is 2.5.
  const step = kind !== "counts" || Number.isInteger(nice) ? nice : nice < 1 ? 1 : Math.ceil(nice) + 2;
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

function durationStep(maxMs: number): number {
  if (maxMs < MINUTE_MS) return niceCeil(maxMs / STEPS);
  const step = DURATION_STEPS_MS.find((candidate) => candidate * STEPS >= maxMs);
  return step ?? niceCeil(maxMs / STEPS / DAY_MS) * DAY_MS;
}

/** How a round duration, in ms, is written beside an axis: in one unit, as short as it can be. */
export function formatDurationTick(ms: number): string {
  if (ms < SECOND_MS) return formatMs(ms);
  if (ms % DAY_MS === 0) return `${ms / DAY_MS} d`;
  if (ms % HOUR_MS === 0) return `${ms / HOUR_MS} h`;
  if (ms % MINUTE_MS === 0) return `${ms / MINUTE_MS} min`;
  return `${Number((ms / SECOND_MS).toFixed(3))} s`;
}

/** The ticks without those that would read as the one before: two places of an axis never have the same text. */
export function distinctTicks(ticks: readonly number[], format: (value: number) => string): number[] {
  return ticks.filter((tick, index) => index === 0 || format(tick) !== format(ticks[index - 1] ?? 0));
}
