import type { Filters } from "@/lib/contract/common";
import type { Share } from "@/lib/domain/comparison/candidate";
import { groupBy } from "@/lib/domain/group-by";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { type Block, effectiveSamples } from "@/lib/domain/statistics/effective-samples";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { minutesBegun } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { minuteStats } from "../uptime/minute-stats";
import { readUptimeMinutes } from "../uptime/read-uptime-minutes";

type MinutesInput = { span: MinuteSpan; filters: Filters; now: Date; retention: Retention };

/** A model's minutes: how many of the measured ones were down, and its uptime by them with the coverage. */
export type ModelMinutes = { down: Share | null; uptime: ReturnType<typeof minuteStats> };

/** By model: its minutes of being up and down. They are of all tiers, apps and labels, whatever the other filters. */
export async function readModelMinutes(
  db: Db,
  { span, filters, now, retention }: MinutesInput,
): Promise<Map<string, ModelMinutes>> {
  const { model, provider, region } = filters;
  const own = { ...NO_FILTERS, model, provider, region };
  const buckets = timeBlocks({ span, filters: own, groupBy: ["model", "region"], retention });
  const groups = await readUptimeMinutes(db, { buckets, filters: own, retention, withDownMinutes: false });
  return new Map(
    [...groupBy(groups ?? [], (group) => group.model)].map(([name, some]) => [
      name,
      {
        down: shareOf(some.map((group) => group.buckets)),
        uptime: minuteStats({ groups: some, minutesPassed: minutesBegun(span, now) }),
      },
    ]),
  );
}

function shareOf(groups: readonly ReadonlyMap<number, { measured: number; down: number }>[]): Share | null {
  const blocks: Block[] = [];
  for (const buckets of groups) {
    for (const [bucket, { measured, down }] of buckets) {
      const known = blocks[bucket] ?? { n: 0, hits: 0 };
      blocks[bucket] = { n: known.n + measured, hits: known.hits + down };
    }
  }
  const used = blocks.filter((block) => block !== undefined);
  const n = used.reduce((sum, block) => sum + block.n, 0);
  if (n === 0) return null;
  return { value: used.reduce((sum, { hits }) => sum + hits, 0) / n, n, worth: effectiveSamples(used) ?? n };
}
