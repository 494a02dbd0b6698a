import type { ModelTrafficRow, TierTraffic } from "@/lib/contract/tier-traffic";
import { countFailed, countJudged, JUDGED_OUTCOMES, type JudgedOutcome } from "@/lib/domain/outcome";
import { healthyHours, type ModelHour } from "@/lib/domain/thresholds/healthy-hours";
import { latencyPoints } from "@/lib/domain/thresholds/latency-points";
import { bucketsOf, type TimeBucket } from "@/lib/domain/time/time-window";
import { HOUR_MS } from "@/lib/domain/time/units";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import type { Cell, Retention } from "../aggregates/cell-types";
import { samplesOf } from "../aggregates/figures-of";
import { groupCells, keyOfNames } from "../aggregates/group-cells";
import { mapYielding } from "../aggregates/map-yielding";
import { UNITS_PER_SHOWN } from "../aggregates/percentiles-of";
import { readCells } from "../aggregates/read-cells";
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
type JudgedCell = Cell<JudgedOutcome>;
type HourCell = Cell<(typeof SUMS)[number]>;

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
    filters: { tier: [tier], region: [...regions], model: [], provider: [], app: [] },
    groupBy: ["region", "model"] as const,
    retention,
  };
  const quarters = bucketsOf({ ...window, now }, "15m").filter(({ filling }) => !filling);
  const [read, byQuarter] = await Promise.all([
    readCells(db, { ...asked, buckets: hours.map(minuteSpan), sums: SUMS, metrics: METRICS }),
    readCells(db, { ...asked, buckets: quarters.map(minuteSpan), sums: JUDGED_OUTCOMES, metrics: [] }),
  ]);
  const counts = new Map(
    groupCells(byQuarter.cells).map(({ names, cells }) => [keyOfNames(names), countsOf(cells, quarters.length)]),
  );
  const rows = await mapYielding(groupCells(read.cells), ({ names, cells }): ModelTrafficRow[] => {
    const judged = cells.filter((cell) => judgedOf(cell) > 0);
    if (judged.length === 0) return [];
    const judged_by_quarter = counts.get(keyOfNames(names)) ?? quarters.map(() => 0);
    const { region, model } = names;
    return [{ region: region ?? "", model: model ?? "", ...trafficOf(judged, hours, now), judged_by_quarter }];
  });
  return { tier, ...answeredWindow(read, now), models: rows.flat() };
}

function countsOf(cells: readonly JudgedCell[], length: number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const cell of cells) counts[cell.bucket] = judgedOf(cell);
  return counts;
}

function trafficOf(cells: readonly HourCell[], hours: readonly TimeBucket[], now: Date) {
  const healthy = healthyHours(cells.map(hourOf)).flatMap((place) => cells[place] ?? []);
  const sum = (count: (cell: HourCell) => number) => healthy.reduce((all, cell) => all + count(cell), 0);
  const [judged, failures] = [sum(judgedOf), sum(failuresOf)];
  const rates = (count: (cell: HourCell) => number) => ratesOf(cells, hours, { now, count });
  return {
    hours: cells.length,
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
  cells: readonly HourCell[],
  hours: readonly TimeBucket[],
  { now, count }: { now: Date; count: (cell: HourCell) => number },
): { median: number; quietest: number } {
  const rates = cells.map((cell) => {
    const hour = hours[cell.bucket];
    const passedMs = hour?.filling ? now.getTime() - hour.at.getTime() : HOUR_MS;
    const seconds = Math.max(SECONDS_MIN, passedMs / 1_000);
    return { perSecond: count(cell) / seconds, isComplete: !hour?.filling };
  });
  const complete = rates.filter(({ isComplete }) => isComplete);
  const used = (complete.length > 0 ? complete : rates).map(({ perSecond }) => perSecond).sort((a, b) => a - b);
  return { median: used[Math.floor(used.length / 2)] ?? 0, quietest: used[0] ?? 0 };
}

function hourOf(cell: HourCell): ModelHour {
  const p90s = METRICS.map((metric) => {
    const samples = cell.samples[metric];
    return samples && samples.n >= SAMPLES_MIN ? (quantilesOfSamples([samples], [0.9])[0] ?? null) : null;
  });
  return { judged: judgedOf(cell), failures: failuresOf(cell), p90s };
}

function sharesOf(cells: readonly HourCell[], metric: (typeof METRICS)[number]) {
  const samples = samplesOf(cells, metric);
  const points = withSketch(samples, (sketch) => latencyPoints(sketch.bins(), rangeOf(samples)));
  return {
    n: samples.reduce((sum, { n }) => sum + n, 0),
    points: points.map(([value, share]): [number, number] => [value / UNITS_PER_SHOWN[metric], share]),
  };
}

function failuresOf({ sums }: JudgedCell): number {
  return countFailed(sums);
}

function judgedOf(cell: JudgedCell): number {
  return countJudged(cell.sums);
}
