import type { ModelTrafficRow, TierTraffic } from "@/lib/contract/tier-traffic";
import { countFailed, countJudged, JUDGED_OUTCOMES, type JudgedOutcome } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { healthyHours, type ModelHour } from "@/lib/domain/thresholds/healthy-hours";
import { latencyPoints } from "@/lib/domain/thresholds/latency-points";
import { bucketsOf, type TimeBucket } from "@/lib/domain/time/time-window";
import { HOUR_MS } from "@/lib/domain/time/units";
import { samplesOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { groupByNames, keyOfNames } from "../aggregates/group-by-names";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { UNITS_PER_SHOWN } from "../aggregates/percentiles-of";
import { readGroups } from "../aggregates/read-groups";
import { quantilesOfSamples, rangeOf, withSketch } from "../aggregates/summarize-samples";
import type { Db } from "../client";

const HOURS = 7 * 24;
/** With fewer samples an hour's 90th percentile says little. */
const SAMPLES_MIN = 20;
/** An hour that has only begun counts as at least this long. */
const SECONDS_MIN = 60;
const SUMS = ["requests", ...JUDGED_OUTCOMES] as const;
const METRICS = ["ttft", "duration"] as const;

export type TierTrafficInput = { tier: string; regions: readonly string[]; now: Date; retention: Retention };
type JudgedGroup = AggregateGroup<JudgedOutcome>;
type HourGroup = AggregateGroup<(typeof SUMS)[number]>;

/**
 * What every model of a tier did in every region over the last seven days, in whole hours and the one that is filling.
 *
 * Read from rollups alone: quarter hours are the finest step asked for.
 */
export async function getTierTraffic(db: Db, input: TierTrafficInput): Promise<TierTraffic> {
  const { tier, regions, now, retention } = input;
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const window = { from: new Date(hour - HOURS * HOUR_MS), to: new Date(hour + HOUR_MS) };
  const hours = bucketsOf({ ...window, now }, "1h");
  const asked = {
    filters: { ...NO_FILTERS, tier: [tier], region: [...regions] },
    groupBy: ["region", "model"] as const,
    retention,
  };
  const quarters = bucketsOf({ ...window, now }, "15m").filter(({ filling }) => !filling);
  const [read, byQuarter] = await Promise.all([
    readGroups(db, { ...asked, buckets: hours.map(minuteSpan), sums: SUMS, metrics: METRICS }),
    readGroups(db, { ...asked, buckets: quarters.map(minuteSpan), sums: JUDGED_OUTCOMES, metrics: [] }),
  ]);
  const counts = new Map(
    groupByNames(byQuarter.groups).map(({ names, groups }) => [keyOfNames(names), countsOf(groups, quarters.length)]),
  );
  const rows = await mapYielding(groupByNames(read.groups), ({ names, groups }): ModelTrafficRow[] => {
    const judged = groups.filter((group) => judgedOf(group) > 0);
    if (judged.length === 0) return [];
    const judged_by_quarter = counts.get(keyOfNames(names)) ?? quarters.map(() => 0);
    const { region, model } = names;
    return [{ region: region ?? "", model: model ?? "", ...trafficOf(judged, hours, now), judged_by_quarter }];
  });
  return { tier, ...answeredWindow(read, now), models: rows.flat() };
}

function countsOf(groups: readonly JudgedGroup[], length: number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const group of groups) counts[group.bucket] = judgedOf(group);
  return counts;
}

function trafficOf(groups: readonly HourGroup[], hours: readonly TimeBucket[], now: Date) {
  const healthy = healthyHours(groups.map(hourOf)).flatMap((place) => groups[place] ?? []);
  const sum = (count: (group: HourGroup) => number) => healthy.reduce((all, group) => all + count(group), 0);
  const [judged, failures] = [sum(judgedOf), sum(failuresOf)];
  const rates = (count: (group: HourGroup) => number) => ratesOf(groups, hours, { now, count });
  return {
    hours: groups.length,
    healthy_hours: healthy.length,
    judged_per_second: rates(judgedOf),
    requests_per_second: rates(({ sums }) => sums.requests),
    healthy: {
      judged,
      failures,
      error_rate: judged === 0 ? null : failures / judged,
      ttft_ms: sharesOf(healthy, "ttft"),
      duration_ms: sharesOf(healthy, "duration"),
    },
  };
}

function ratesOf(
  groups: readonly HourGroup[],
  hours: readonly TimeBucket[],
  { now, count }: { now: Date; count: (group: HourGroup) => number },
): { median: number; quietest: number } {
  const rates = groups.map((group) => {
    const hour = hours[group.bucket];
    const passedMs = hour?.filling ? now.getTime() - hour.at.getTime() : HOUR_MS;
    const seconds = Math.max(SECONDS_MIN, passedMs / 1_000);
    return { perSecond: count(group) / seconds, isComplete: !hour?.filling };
  });
  const complete = rates.filter(({ isComplete }) => isComplete);
  const used = (complete.length > 0 ? complete : rates).map(({ perSecond }) => perSecond).sort((a, b) => a - b);
  return { median: used[Math.floor(used.length / 2)] ?? 0, quietest: used[0] ?? 0 };
}

function hourOf(group: HourGroup): ModelHour {
  const p90s = METRICS.map((metric) => {
    const samples = group.samples[metric];
    return samples && samples.n >= SAMPLES_MIN ? (quantilesOfSamples([samples], [0.9])[0] ?? null) : null;
  });
  return { judged: judgedOf(group), failures: failuresOf(group), p90s };
}

function sharesOf(groups: readonly HourGroup[], metric: (typeof METRICS)[number]) {
  const samples = samplesOf(groups, metric);
  const points = withSketch(samples, (sketch) => latencyPoints(sketch.bins(), rangeOf(samples)));
  return {
    n: samples.reduce((sum, { n }) => sum + n, 0),
    points: points.map(([value, share]): [number, number] => [value / UNITS_PER_SHOWN[metric], share]),
  };
}

function failuresOf({ sums }: JudgedGroup): number {
  return countFailed(sums);
}

function judgedOf(group: JudgedGroup): number {
  return countJudged(group.sums);
}
