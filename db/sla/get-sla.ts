import type { Filters } from "@/lib/contract/common";
import type { LatencyGoal, Sla, SlaRow } from "@/lib/contract/sla";
import type { Target } from "@/lib/contract/targets";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOMES } from "@/lib/domain/outcome";
import { compareByImpact } from "@/lib/domain/sla/compare-by-impact";
import { cutAtExclusions } from "@/lib/domain/sla/exclusion";
import { latencyState } from "@/lib/domain/sla/latency-state";
import { type ChosenGoal, chooseAvailability, chooseGoal, type TrafficScope } from "@/lib/domain/sla/target";
import { intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import { RATE_LIMITED_COUNTS } from "@/lib/domain/uptime/uptime";
import { answeredWindow, minuteSpan, minutesBegun } from "../aggregates/answer-window";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { listExclusions } from "../exclusions/list-exclusions";
import { listTargetTerms } from "../targets/list-targets";
import { readUptimeMinutes } from "../uptime/read-uptime-minutes";
import { excludedSpans } from "./excluded-spans";
import { type Latencies, readLatency } from "./read-latency";
import { readRecent } from "./read-recent";
import { RELIABILITY_SUMS, reliabilityOf } from "./reliability";
import { leftOutOf, SLA_GROUPS, uptimeKey, uptimeOf } from "./sla-groups";
import { type Day, slaRow } from "./sla-row";
import { addTraffic, type Traffic, trafficReply } from "./traffic";

export type SlaInput = { window: TimeWindow; filters: Filters; tz: string; now: Date; retention: Retention };

type Built = { row: SlaRow; traffic: Traffic };

/**
 * How every model of a provider in a region stands against what is asked of it, by impact, with totals per model and per region.
 *
 * Exclusions are subtracted from everything but `recorded`. Where minutes are deleted, their edges move to the next quarter, hour or
 * day that is retained.
 */
export async function getSla(db: Db, input: SlaInput): Promise<Sla> {
  const { window, filters, tz, now, retention } = input;
  const days = intervalBucketsOf(window, "day", tz).map((day): Day => ({ ...minuteSpan(day), label: day.label ?? "" }));
  const [targets, exclusions] = await Promise.all([listTargetTerms(db), listExclusions(db, { within: window })]);
  const left = excludedSpans(exclusions);
  const parts = cutAtExclusions(days, left);
  const isNow = window.from <= now && now < window.to;
  const hasLatencyGoal = targets.some((target) => target.ttft_p99_ms !== null || target.duration_p99_ms !== null);
  const question = { filters, exclusions: left, retention };
  const sums = [...OUTCOMES, ...RELIABILITY_SUMS] as const;
  const [read, minutes, recentOf, latenciesOf] = await Promise.all([
    readGroups(db, { buckets: parts, filters, groupBy: SLA_GROUPS, sums, metrics: [], retention }),
    readUptimeMinutes(db, { buckets: parts, filters, retention, withDownMinutes: true }),
    isNow ? readRecent(db, { ...question, now }) : null,
    hasLatencyGoal ? readLatency(db, { ...question, span: minuteSpan(window) }) : null,
  ]);
  const minutesByKey = new Map(minutes?.map((group) => [uptimeKey(group), group]));
  const leftOut = leftOutOf(left, parts);
  const begun = parts.map((part) => minutesBegun(part, now));
  const context = { days, parts, begun, exclusions: left, leftOut, hasMinutes: minutes !== null };
  const built = groupByNames(read.groups).map(({ names, groups }): Built => {
    const of = uptimeOf(names);
    const scope = scopeOf(of, filters);
    const availability = chooseAvailability(targets, scope);
    const own = { of, groups, minutes: minutesByKey.get(uptimeKey(of)), availability, recent: recentOf?.(of) ?? null };
    const { traffic, ...details } = slaRow(own, context);
    const latencies = latenciesOf?.(of);
    const goal = (name: keyof Latencies) =>
      latencyGoal(chooseGoal(targets, scope, `${name}_p99_ms`), latencies?.[name]);
    const { value, ...chosen } = availability;
    const target = { availability_percent: value, ...chosen };
    return {
      traffic,
      row: { ...of, ...trafficReply(traffic), target, ttft: goal("ttft"), duration: goal("duration"), ...details },
    };
  });
  return {
    ...answeredWindow(read, now),
    ...{ tz, rate_limited_counts: RATE_LIMITED_COUNTS, filters },
    targets: usedTargets(
      targets,
      built.map(({ row }) => row),
    ),
    exclusions,
    rows: built.map(({ row }) => row).sort(byImpact),
    models: totalsBy(built, ({ model }) => model),
    regions: totalsBy(built, ({ region }) => region),
    total: { name: "all", ...trafficReply(addTraffic(built.map(({ traffic }) => traffic))) },
    reliability: reliabilityOf(read, { leftOut, retention }),
  };
}

/** Where filters name one tier or one team, the traffic is of it. */
function scopeOf({ model, region }: { model: string; region: string }, { tier, team }: Filters): TrafficScope {
  const [onlyTier, ...otherTiers] = tier;
  const [onlyTeam, ...otherTeams] = team;
  return {
    ...{ model, region },
    ...(onlyTier !== undefined && otherTiers.length === 0 && { tier: onlyTier }),
    ...(onlyTeam !== undefined && otherTeams.length === 0 && { team: onlyTeam }),
  };
}

function latencyGoal(chosen: ChosenGoal | null, percentiles: Latencies["ttft"] | undefined): LatencyGoal | null {
  if (chosen === null || percentiles === undefined) return null;
  const { value, id, tied } = chosen;
  return { target_ms: value, id, tied, state: latencyState(percentiles.n, percentiles.bands.p99, value), percentiles };
}

function totalsBy(built: readonly Built[], nameOf: (row: SlaRow) => string): Sla["models"] {
  return [...groupBy(built, ({ row }) => nameOf(row))]
    .map(([name, rows]) => ({ name, ...trafficReply(addTraffic(rows.map(({ traffic }) => traffic))) }))
    .sort((a, b) => byImpact(a, b) || a.name.localeCompare(b.name));
}

function byImpact(a: Pick<SlaRow, "counted" | "budget">, b: Pick<SlaRow, "counted" | "budget">): number {
  const impact = ({ counted, budget: { state, allowed } }: typeof a) => ({ failed: counted.failed, state, allowed });
  return compareByImpact(impact(a), impact(b));
}

function usedTargets(targets: readonly Target[], rows: readonly SlaRow[]): Target[] {
  const used = new Set(rows.flatMap(({ target, ttft, duration }) => [target.id, ttft?.id, duration?.id]));
  return targets.filter(({ id }) => used.has(id));
}
