import type { Filters } from "@/lib/contract/common";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { BURN_HOURS } from "@/lib/domain/sla/burn-rate";
import { cutAtExclusions, type ExcludedSpan, type UptimeOf } from "@/lib/domain/sla/exclusion";
import { epochMinute } from "@/lib/domain/time/time-window";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import { type Judged, judgedOf } from "@/lib/domain/uptime/uptime";
import { addSums } from "../aggregates/aggregate-stats";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { leftOutOf, SLA_GROUPS, uptimeKey, uptimeOf } from "./sla-groups";

export type RecentInput = {
  filters: Filters;
  exclusions: readonly ExcludedSpan[];
  now: Date;
  retention: Retention;
};

/** What each group counted in the last hours of BURN_HOURS, ending with the minute now is in, without what is excluded. */
export async function readRecent(
  db: Db,
  { filters, exclusions, now, retention }: RecentInput,
): Promise<(group: UptimeOf) => (Judged & { hours: number })[]> {
  const to = epochMinute(now) + 1;
  const starts = [...BURN_HOURS].sort((a, b) => b - a).map((hours) => to - hours * HOUR_MINUTES);
  const spans = starts.map((from, index) => ({ from, to: starts[index + 1] ?? to }));
  const parts = cutAtExclusions(spans, exclusions);
  const { groups } = await readGroups(db, {
    ...{ buckets: parts, filters, groupBy: SLA_GROUPS, sums: OUTCOMES, metrics: [], retention },
  });
  const leftOut = leftOutOf(exclusions, parts);
  const byKey = new Map<string, AggregateGroup<Outcome>[]>();
  for (const group of groups) {
    const own = uptimeOf(group.names);
    if (leftOut(own)[group.bucket] !== false) continue;
    const key = uptimeKey(own);
    const known = byKey.get(key);
    if (known) known.push(group);
    else byKey.set(key, [group]);
  }
  return (group) =>
    BURN_HOURS.map((hours) => {
      const from = to - hours * HOUR_MINUTES;
      const own = byKey.get(uptimeKey(group)) ?? [];
      const within = own.filter(({ bucket }) => (parts[bucket]?.from ?? 0) >= from);
      return { hours, ...judgedOf(addSums(OUTCOMES, within)) };
    });
}
