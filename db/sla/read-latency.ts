import type { Filters } from "@/lib/contract/common";
import type { Percentiles } from "@/lib/contract/stats";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import { cutAtExclusions, type ExcludedSpan, type UptimeOf } from "@/lib/domain/sla/exclusion";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { blocksOf, decodeGroup } from "../aggregates/decode-samples";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { percentilesOf } from "../aggregates/percentiles-of";
import { readTextGroups } from "../aggregates/read-text-groups";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { leftOutOf, SLA_GROUPS, uptimeKey, uptimeOf } from "./sla-groups";

export type Latencies = { ttft: Percentiles; duration: Percentiles };

type LatencyInput = {
  span: MinuteSpan;
  filters: Filters;
  exclusions: readonly ExcludedSpan[];
  retention: Retention;
};

/** The percentiles of every group's successes with their bands, without what is excluded. */
export async function readLatency(db: Db, input: LatencyInput): Promise<(group: UptimeOf) => Latencies | undefined> {
  const { span, filters, exclusions, retention } = input;
  const parts = cutAtExclusions(timeBlocks({ span, filters, groupBy: SLA_GROUPS, retention }), exclusions);
  const read = await readTextGroups(db, {
    ...{ buckets: parts, filters, groupBy: SLA_GROUPS, sums: [], metrics: ["ttft", "duration"], retention },
  });
  const leftOut = leftOutOf(exclusions, parts);
  const counted = read.groups.filter(({ bucket, names }) => leftOut(uptimeOf(names))[bucket] === false);
  const named = groupByNames(await mapYielding(counted, decodeGroup));
  const latencies = await mapYielding(named, ({ names, groups }): [string, Latencies] => [
    uptimeKey(uptimeOf(names)),
    {
      ttft: percentilesOf(summarizeBlocks(blocksOf(groups, "ttft")), "ttft"),
      duration: percentilesOf(summarizeBlocks(blocksOf(groups, "duration")), "duration"),
    },
  ]);
  const byKey = new Map(latencies);
  return (group) => byKey.get(uptimeKey(group));
}
