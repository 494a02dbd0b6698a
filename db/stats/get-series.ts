import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import type { Series, SeriesLine, SeriesMetric } from "@/lib/contract/series";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import {
  autoStep,
  bucketsOf,
  countBuckets,
  epochMinute,
  STEPS,
  type Step,
  type TimeWindow,
} from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { groupByNames } from "../aggregates/group-by-names";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { readTextGroups } from "../aggregates/read-text-groups";
import type { Db } from "../client";
import { bandsOf } from "./series-bands";
import { metricReading, type SeriesPoint } from "./series-metrics";

/** More points than any chart shows and than one answer should hold, over all its lines. */
const POINTS_MAX = 100_000;

export type SeriesInput = {
  window: TimeWindow;
  filters: Filters;
  metric: SeriesMetric;
  step: Step | "auto";
  by?: ReportDimension | undefined;
  withBands?: boolean | undefined;
  now: Date;
  retention: Retention;
};

/**
 * One metric over time, a line per group with a point for every bucket of the window, in UTC steps.
 *
 * A bucket without records is a point with n 0 and nulls; the one still filling says so. Throws UNPROCESSABLE where
 * the points would be too many, or steps so short are no longer kept.
 */
export async function getSeries(db: Db, input: SeriesInput): Promise<Series> {
  const { window, filters, metric, by, now, retention } = input;
  const step = input.step === "auto" ? retainedStep(autoStep(window), window, retention) : input.step;
  if (countBuckets(window, step) > POINTS_MAX) throw tooMany(countBuckets(window, step));
  assertRetained(step, window, retention);

  const buckets = bucketsOf({ ...window, now }, step);
  const reading = metricReading(metric);
  const read = await readTextGroups(db, {
    buckets: buckets.map(minuteSpan),
    filters,
    groupBy: by ? [by] : [],
    sums: reading.sums,
    metrics: reading.metrics,
    retention,
  });
  const named = groupByNames(read.groups);
  if (named.length * buckets.length > POINTS_MAX) throw tooMany(named.length * buckets.length);
  if (!by && named.length === 0) named.push({ names: {}, groups: [] });

  const frames = buckets.map(({ at, filling }) => ({ at: at.toISOString(), filling }));
  const series: SeriesLine[] = [];
  for (const { names, groups } of named) {
    const byBucket: (AggregateGroup | undefined)[] = Array.from({ length: frames.length });
    for (const group of groups) byBucket[group.bucket] = group;
    const bands = input.withBands ? bandsOf(byBucket, metric) : [];
    const points = await mapYielding(frames, ({ at, filling }, bucket): SeriesPoint => {
      const point = reading.point(at, byBucket[bucket]);
      if (filling) point.filling = true;
      const own = bands[bucket];
      if (own && !("value" in point)) point.bands = own;
      return point;
    });
    series.push({ ...lineNames(names), points });
  }
  return { ...answeredWindow(read, now), step, metric, by: by ?? null, method: read.method, filters, series };
}

function lineNames({ tier, ...names }: AggregateGroup["names"]): Omit<SeriesLine, "points"> {
  const known = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, value ?? ""]));
  return tier === undefined ? known : { ...known, tier };
}

/** The epoch minute from which on a step's buckets can be told apart. */
function retainedFromOf(step: Step, { minuteRetainedFrom, rawRetainedFrom, quarterRetainedFrom }: Retention): number {
  if (step === "1d") return Number.NEGATIVE_INFINITY;
  return Math.min(
    rawRetainedFrom,
    step === "1m" ? minuteRetainedFrom : (quarterRetainedFrom ?? Number.NEGATIVE_INFINITY),
  );
}

/** The step itself or, where a window reaches back too far for it, the next one that can be told apart. */
function retainedStep(step: Step, { from }: TimeWindow, retention: Retention): Step {
  const coarser = STEPS.slice(STEPS.indexOf(step));
  return coarser.find((one) => epochMinute(from) >= retainedFromOf(one, retention)) ?? "1d";
}

function assertRetained(step: Step, window: TimeWindow, retention: Retention): void {
  const retained = retainedStep(step, window, retention);
  if (retained === step) return;
  const since = new Date(retainedFromOf(step, retention) * MINUTE_MS).toISOString();
  const message = t("Steps of {step} are retained since {since}; ask for step={retained}", { step, since, retained });
  throw new AppError("UNPROCESSABLE", message, { fields: { step: [message] } });
}

function tooMany(points: number): AppError {
  const message = t(
    "These are {points} points, more than {most}: ask for a longer step, a shorter window or a filter",
    { points, most: POINTS_MAX },
  );
  return new AppError("UNPROCESSABLE", message, { fields: { step: [message] } });
}
