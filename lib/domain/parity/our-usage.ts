import { groupBy } from "../group-by";
import { recordOf } from "../record-of";
import { DAY_MS, MINUTE_MS } from "../time/units";

const COUNTS = [
  ...["attempts", "ok", "requests", "final_ok", "priced", "with_usage"],
  ...["input_tokens", "cache_tokens", "output_tokens", "cost", "reported_cost"],
] as const;
/** What was counted here, in whole numbers; `cache_tokens` is what of the input was read from a cache or written to it. */
export type OurUsage = Record<(typeof COUNTS)[number], bigint>;
/** A model's usage in a short span of time, so that days of any zone can be added up. */
export type OurSlot = { startMs: number; model: string; usage: OurUsage };
/** Keyed by `keyOf`. */
export type UsageByDay = ReadonlyMap<string, OurUsage>;

export function noUsage(): OurUsage {
  return recordOf(COUNTS, () => 0n);
}

export function keyOf(day: string, model: string): string {
  return `${day}\n${model}`;
}

/** The usage of each day and model, where days begin so many minutes before UTC's. */
export function usageByDay(slots: readonly OurSlot[], offsetMinutes: number): UsageByDay {
  const byKey = groupBy(slots, ({ startMs, model }) => {
    const local = Math.floor((startMs + offsetMinutes * MINUTE_MS) / DAY_MS) * DAY_MS;
    return keyOf(new Date(local).toISOString().slice(0, 10), model);
  });
  return new Map([...byKey].map(([key, ofDay]) => [key, ofDay.map(({ usage }) => usage).reduce(addUsage)]));
}

function addUsage(a: OurUsage, b: OurUsage): OurUsage {
  return recordOf(COUNTS, (name) => a[name] + b[name]);
}
