import type { OurSlot } from "@/lib/domain/parity/our-usage";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { epochMinute, type TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";

const SUMS = [
  ...["attempts", "requests", "ok", "final_ok", "priced", "with_usage"],
  ...["input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens"],
  ...["cost_pico", "reported_cost_pico"],
] as const satisfies readonly RollupSum[];
/** Days of every zone can be reported apart by half hours; over so long a window by hours, which most zones differ by. */
const HALF_HOURS_MAX_MS = 40 * DAY_MS;
const HOURS_MAX_MS = 100 * DAY_MS;

/** Usage per model in spans as short as are kept and as the window is short enough for, whole days at the longest. */
export async function listUsageSlots(
  db: Db,
  input: { window: TimeWindow; retention: Retention },
): Promise<{ slotMinutes: number; slots: OurSlot[] }> {
  const { window, retention } = input;
  const slotMinutes = slotMinutesOf(window, retention);
  const starts = startsOf(window, slotMinutes);
  const { groups } = await readGroups(db, {
    buckets: starts.map((from) => minuteSpan({ from: new Date(from), to: new Date(from + slotMinutes * MINUTE_MS) })),
    filters: NO_FILTERS,
    groupBy: ["model"],
    sums: SUMS,
    metrics: [],
    retention,
  });
  const slots = groups.map(({ bucket, names, sums }): OurSlot => {
    const { cached_input_tokens, cache_write_tokens, cost_pico, reported_cost_pico, ...counts } = sums;
    return {
      startMs: starts[bucket] ?? 0,
      model: names.model ?? "",
      usage: {
        ...{ attempts: BigInt(counts.attempts), ok: BigInt(counts.ok), requests: BigInt(counts.requests) },
        ...{ final_ok: BigInt(counts.final_ok), priced: BigInt(counts.priced) },
        with_usage: BigInt(counts.with_usage),
        ...{ input_tokens: BigInt(counts.input_tokens), output_tokens: BigInt(counts.output_tokens) },
        cache_tokens: BigInt(cached_input_tokens) + BigInt(cache_write_tokens),
        ...{ cost: cost_pico, reported_cost: reported_cost_pico },
      },
    };
  });
  return { slotMinutes, slots };
}

function slotMinutesOf({ from, to }: TimeWindow, { quarterRetainedFrom }: Retention): number {
  const length = to.getTime() - from.getTime();
  const isRetained = quarterRetainedFrom === undefined || epochMinute(from) >= quarterRetainedFrom;
  if (isRetained && length <= HALF_HOURS_MAX_MS) return HOUR_MS / MINUTE_MS / 2;
  return (isRetained && length <= HOURS_MAX_MS ? HOUR_MS : DAY_MS) / MINUTE_MS;
}

/** The window is of whole days. */
function startsOf({ from, to }: TimeWindow, slotMinutes: number): number[] {
  const starts: number[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += slotMinutes * MINUTE_MS) starts.push(start);
  return starts;
}
