import type { Filters } from "@/lib/contract/common";
import type { SizeClasses, SizeClassStats } from "@/lib/contract/size-classes";
import { SIZE_CLASS_LABELS } from "@/lib/domain/backtest/size-class";
import { SIZE_CLASSES, sizeRange } from "@/lib/domain/backtest/size-range";
import { SAMPLED, type StratumGroup } from "@/lib/domain/comparison/standardize";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";
import { PRICED_SHARE_MIN } from "@/lib/domain/pricing/priced-usage";
import { recordOf } from "@/lib/domain/record-of";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import type { RatioBlock } from "@/lib/domain/statistics/ratio-interval";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { percentilesOf } from "../aggregates/percentiles-of";
import type { Db } from "../client";
import { moneyInterval } from "./money-interval";
import { readStrata } from "./read-strata";

export type SizeClassesInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

/** What attempts did by the size of their input, of those whose attempts are retained one by one, or of an even sample of them. */
export async function getSizeClasses(
  db: Db,
  { window, filters, now, retention }: SizeClassesInput,
): Promise<SizeClasses> {
  const { groups, ...read } = await readStrata(db, {
    ...{ span: minuteSpan(window), filters, mix: ["size"], retention, sampling: "even" },
  });
  return {
    ...answeredWindow(read, now),
    method: read.method,
    stride: read.stride,
    filters,
    left_out: read.leftOut,
    sizes: SIZE_CLASSES.flatMap((size) => {
      const own = groups.filter(({ stratum }) => stratum.size === size);
      return own.length === 0 ? [] : [sizeClassStats(size, own)];
    }),
  };
}

function sizeClassStats(size: number, groups: readonly StratumGroup[]): SizeClassStats {
  const range = sizeRange(size);
  const label = SIZE_CLASS_LABELS[size];
  const attempts = sum(groups, (group) => group.attempts);
  const answered = sum(groups, ({ outcomes }) => outcomes.ok);
  const failed = sum(groups, ({ outcomes }) => FAILED_OUTCOMES.reduce((n, name) => n + outcomes[name], 0));
  const pricedShare = sum(groups, ({ priced }) => priced) / attempts;
  const { ttft, duration, rate } = recordOf(SAMPLED, (metric) =>
    percentilesOf(summarizeBlocks(groups.flatMap(({ samples }) => samples[metric] ?? [])), metric),
  );
  return {
    name: label ? t(label) : "",
    input_tokens_min: range?.min ?? null,
    input_tokens_max: range?.max ?? null,
    attempts,
    error_rate: answered + failed === 0 ? null : failed / (answered + failed),
    ttft_ms: ttft,
    duration_ms: duration,
    output_tokens_per_s: rate,
    usd_per_request: pricedShare < PRICED_SHARE_MIN ? null : moneyInterval(costBlocks(groups), 1),
    priced_share: pricedShare,
  };
}

/** What was spent by answered request, in the order of time. */
function costBlocks(groups: readonly StratumGroup[]): RatioBlock[] {
  const blocks: RatioBlock[] = [];
  for (const { block, cost, outcomes } of groups) {
    const known = blocks[block] ?? { top: 0, bottom: 0 };
    blocks[block] = { top: known.top + cost, bottom: known.bottom + outcomes.ok };
  }
  return blocks.filter((block) => block !== undefined);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
