import { groupBy } from "@/lib/domain/group-by";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { keyOfNames } from "../aggregates/group-by-names";
import type { AggregateGroup } from "../aggregates/group-types";
import type { RollupSum } from "../schema/rollup-columns";
import type { UsageGroup } from "../usage-records/read-usage-spend";

type JoinedGroup<Sum extends RollupSum> = Pick<AggregateGroup<Sum>, "bucket" | "names"> & {
  attempts: readonly AggregateGroup<Sum>[];
  usage: readonly UsageGroup[];
};

/** What attempts and usage records say of the same names in the same interval, together. */
export function joinUsage<Sum extends RollupSum>(
  attempts: readonly AggregateGroup<Sum>[],
  usage: readonly UsageGroup[],
): JoinedGroup<Sum>[] {
  const alone = attempts.map((group): JoinedGroup<Sum> => ({ ...group, attempts: [group], usage: [] }));
  if (usage.length === 0) return alone;
  const keyOf = ({ bucket, names }: Pick<AggregateGroup, "bucket" | "names">) => `${bucket} ${keyOfNames(names)}`;
  const joined = new Map(alone.map((group) => [keyOf(group), group]));
  for (const [key, own] of groupBy(usage, keyOf)) {
    const [first] = own;
    const beside = joined.get(key);
    if (beside) joined.set(key, { ...beside, usage: own });
    else if (first) joined.set(key, { bucket: first.bucket, names: first.names, attempts: [], usage: own });
  }
  return [...joined.values()];
}

/** The intervals as they were read: wider at the ends only where fine rows are gone. */
export function readBuckets(buckets: readonly TimeWindow[], { from, to }: MinuteSpan): TimeWindow[] {
  const last = buckets.length - 1;
  return buckets.map((bucket, index) => ({
    from: index === 0 ? new Date(from * MINUTE_MS) : bucket.from,
    to: index === last ? new Date(to * MINUTE_MS) : bucket.to,
  }));
}
