import type { Filters } from "@/lib/contract/common";
import type { Share } from "@/lib/domain/comparison/candidate";
import { groupBy } from "@/lib/domain/group-by";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { type Block, effectiveSamples } from "@/lib/domain/statistics/effective-samples";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { readUptimeMinutes } from "../uptime/read-uptime-minutes";

type DownInput = { span: MinuteSpan; filters: Filters; retention: Retention };

/** By model: which share of its measured minutes were down. Minutes are of all tiers and apps, whatever the other filters. */
export async function readDownShares(db: Db, { span, filters, retention }: DownInput): Promise<Map<string, Share>> {
  const { model, provider, region } = filters;
  const own = { ...NO_FILTERS, model, provider, region };
  const buckets = timeBlocks({ span, filters: own, groupBy: ["model", "region"], retention });
  const groups = await readUptimeMinutes(db, { buckets, filters: own, retention, withDownMinutes: false });
  return new Map(
    [...groupBy(groups ?? [], (group) => group.model)].flatMap(([name, some]) => {
      const share = shareOf(some.map((group) => group.buckets));
      return share === null ? [] : [[name, share] as const];
    }),
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
