import type { Filters } from "@/lib/contract/common";
import type { AppError } from "@/lib/contract/error";
import { BREAKDOWN_DIMENSIONS, type BreakdownDimension } from "@/lib/domain/breakdown";
import { formatInstant } from "@/lib/domain/format";
import { isRanked, REPORT_DIMENSIONS, type ReportDimension, type SpendGroup } from "@/lib/domain/report-dimensions";
import { BUCKET_LEVELS } from "@/lib/domain/time/bucket-level";
import { type MovePlan, planMoves } from "@/lib/domain/time/plan-moves";
import { type MinuteSpan, planSegments, SEGMENT_LEVELS } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { RollupMetric } from "../schema/rollup-columns";
import { dimensionName, dimensionNames } from "./dimension-name";
import { filtersAttempts } from "./filter-sql";
import { ATTEMPTS, chooseSource, type GroupSource, type WhyAttempts, whyAttempts } from "./group-source";
import type { RetainedBreakdown, Retention } from "./group-types";
import { notRetained } from "./not-retained";
import { type SegmentRuns, segmentRuns } from "./segment-runs";

export type GroupPlan = SegmentRuns & {
  source: GroupSource;
  from: number;
  to: number;
  isRaw: boolean;
  /** What stands for the runs of the coarse levels, where that reads fewer rows. */
  moved: MovePlan | null;
  /** What alone is read of it; all of it if left out. `unsealed` is what no level has yet. */
  only?: "sealed" | "unsealed";
};

/**
 * Which tables answer a question, and from when to when each.
 *
 * Throws UNPROCESSABLE where only single attempts could, and they are no longer kept.
 */
export function planGroups(input: {
  buckets: readonly MinuteSpan[];
  filters: Filters;
  groupBy: readonly SpendGroup[];
  retention: Retention;
  metrics?: readonly RollupMetric[];
}): GroupPlan {
  const { buckets, filters, groupBy, retention, metrics } = input;
  const dimensions = REPORT_DIMENSIONS.filter((name) => groupBy.includes(name) || filters[name].length > 0);
  const only = filtersAttempts(filters) ?? groupBy.find(isRanked);
  const first = buckets[0]?.from ?? 0;
  const complete = retention.breakdowns?.filter(({ completeFrom }) => completeFrom <= first);
  const source = only ? ATTEMPTS : chooseSource(dimensions, complete);
  const isRaw = source.unsealed === null;
  if (isRaw && first < retention.rawRetainedFrom) {
    const { breakdown } = only ? ATTEMPTS : chooseSource(dimensions, retention.breakdowns);
    if (breakdown)
      throw beforeBreakdown(breakdown, Math.min(breakdown.completeFrom, retention.rawRetainedFrom), filters);
    const why = only ? { name: only, beside: [] } : whyAttempts(dimensions);
    throw beyondRaw({ ...why, labels: only ? [] : labelsOf(dimensions) }, retention.rawRetainedFrom, filters);
  }

  const levels = SEGMENT_LEVELS.filter((level) => level === "raw" || source.levels[level] !== undefined);
  // A breakdown's hours are retained as long as single attempts.
  const own = source.breakdown ? { ...retention, quarterRetainedFrom: retention.rawRetainedFrom } : retention;
  const options = { levels, ...own };
  const plan = planSegments(buckets, options);
  const { runs, starts } = segmentRuns(plan.segments);
  const moved = metrics?.length === 0 && starts.length === buckets.length ? planMoves(plan, starts, options) : null;
  if (moved) for (const level of BUCKET_LEVELS) if (level !== "minute") runs.delete(level);
  return { source, runs, starts, from: plan.from, to: plan.to, isRaw, moved };
}

function beforeBreakdown({ dimensions }: RetainedBreakdown, retainedFrom: number, filters: Filters): AppError {
  const [name = "team"] = dimensions;
  const message = t("Sums by {dimensions} are retained since {since}: {remedy}", {
    dimensions: dimensionNames(dimensions),
    since: minuteOf(retainedFrom),
    remedy: remedyFor(name, filters),
  });
  return notRetained(name, message);
}

function minuteOf(minute: number): string {
  return formatInstant(new Date(minute * MINUTE_MS).toISOString(), "UTC", "minute");
}

type Beyond = WhyAttempts & {
  /** Several that a breakdown could have together. */
  labels: readonly BreakdownDimension[];
};

function beyondRaw({ name = "model", beside, labels }: Beyond, retainedFrom: number, filters: Filters): AppError {
  const [since, remedy] = [minuteOf(retainedFrom), remedyFor(name, filters)];
  const message =
    labels.length > 1
      ? t(
          "Sums by {dimensions} together are counted from single attempts, which are retained since {since}: {remedy}, or add that breakdown for the time to come",
          { dimensions: dimensionNames(labels), since, remedy },
        )
      : t("{subject} is counted from single attempts, which are retained since {since}: {remedy}", {
          subject: subjectOf(name, beside),
          since,
          remedy,
        });
  return notRetained(name, message);
}

/** "An app by region or tier". */
function subjectOf(name: string, beside: readonly string[]): string {
  const named = { article: /^[aeiou]/.test(name) ? "An" : "A", name: dimensionName(name) };
  if (beside.length === 0) return t("{article, select, An {An} other {A}} {name}", named);
  return t("{article, select, An {An} other {A}} {name} by {others}", {
    ...named,
    others: dimensionNames(beside, "or"),
  });
}

function remedyFor(name: keyof Filters, filters: Filters): string {
  if (filters[name].length === 0) return t("choose a later range, or group by less");
  return t("choose a later range, or clear the {dimension} filter", { dimension: dimensionName(name) });
}

/** None where a dimension is among them that no breakdown has. */
function labelsOf(dimensions: readonly ReportDimension[]): BreakdownDimension[] {
  const beside = dimensions.filter((name) => name !== "model" && name !== "provider");
  const labels = BREAKDOWN_DIMENSIONS.filter((name) => beside.includes(name));
  return labels.length === beside.length ? labels : [];
}
