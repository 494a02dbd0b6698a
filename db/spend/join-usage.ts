import { groupBy } from "@/lib/domain/group-by";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { keyOfNames } from "../aggregates/group-by-names";
import type { AggregateGroup } from "../aggregates/group-types";
import type { CapacityLine } from "../capacity/read-spend-capacity";
import type { RollupSum } from "../schema/rollup-columns";
import type { UsageGroup } from "../usage-records/read-usage-spend";

type GroupKey = Pick<AggregateGroup, "bucket" | "names">;
type JoinedGroup<Sum extends RollupSum> = GroupKey & {
  attempts: readonly AggregateGroup<Sum>[];
  usage: readonly UsageGroup[];
  capacity: readonly CapacityLine[];
};

const NOTHING: readonly never[] = [];

/** What attempts, usage records and capacity say of the same names in the same interval, together. */
export function joinUsage<Sum extends RollupSum>(
  attempts: readonly AggregateGroup<Sum>[],
  usage: readonly UsageGroup[],
  capacity: readonly CapacityLine[],
): JoinedGroup<Sum>[] {
  // Written out: a copy of each group would be a third of the time that seven thousand rows take.
  const alone = attempts.map((group): JoinedGroup<Sum> => {
    const { bucket, names } = group;
    return { bucket, names, attempts: [group], usage: NOTHING, capacity: NOTHING };
  });
  if (usage.length === 0 && capacity.length === 0) return alone;
  const joined = new Map(alone.map((group) => [keyOf(group), group]));
  const join = (key: string, { bucket, names }: GroupKey, own: Partial<JoinedGroup<Sum>>) => {
    const beside = joined.get(key) ?? { bucket, names, attempts: [], usage: [], capacity: [] };
    joined.set(key, { ...beside, ...own });
  };
  for (const [key, own] of groupBy(usage, keyOf)) if (own[0]) join(key, own[0], { usage: own });
  for (const [key, own] of groupBy(capacity, keyOf)) if (own[0]) join(key, own[0], { capacity: own });
  return [...joined.values()];
}

function keyOf({ bucket, names }: GroupKey): string {
  return `${bucket} ${keyOfNames(names)}`;
}

/** The intervals as they were read: wider at the ends only where fine rows are gone. */
export function readBuckets(buckets: readonly TimeWindow[], { from, to }: MinuteSpan): TimeWindow[] {
  const last = buckets.length - 1;
  return buckets.map((bucket, index) => ({
    from: index === 0 ? new Date(from * MINUTE_MS) : bucket.from,
    to: index === last ? new Date(to * MINUTE_MS) : bucket.to,
  }));
}
