import type { TermsOf } from "@/lib/contract/alert-rules";
import type { Filters } from "@/lib/contract/common";
import { judgeBurn } from "@/lib/domain/alerts/burn-rate";
import { describeBurn, describeErrorRate, describePercentile } from "@/lib/domain/alerts/describe-measure";
import type { Observation } from "@/lib/domain/alerts/observation";
import type { RuleDimension } from "@/lib/domain/alerts/rule-kinds";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import { SHARE_OF, samplesNeeded } from "@/lib/domain/sketch/summary";
import { BURN_WINDOWS, type BurnWindow } from "@/lib/domain/sla/burn-windows";
import { TARGET_DIMENSIONS } from "@/lib/domain/sla/target";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { failedShare, type Judged, judgedOf } from "@/lib/domain/uptime/uptime";
import { addSums } from "../aggregates/aggregate-stats";
import { blocksOf, decodeGroup } from "../aggregates/decode-samples";
import { groupByNames } from "../aggregates/group-by-names";
import type { AggregateGroup } from "../aggregates/group-types";
import { ROLLUP_METRIC_OF, shownSummary } from "../aggregates/percentiles-of";
import { readGroups } from "../aggregates/read-groups";
import { readTextGroups } from "../aggregates/read-text-groups";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { listTargetTerms } from "../targets/list-targets";
import type { ObserveContext } from "./observe-context";

type Traffic = { scope: Record<RuleDimension, string[]>; by: readonly RuleDimension[] };
type Names = AggregateGroup["names"];

const filtersOf = ({ scope }: Traffic): Filters => ({ ...NO_FILTERS, ...scope });
const labelsOf = ({ by }: Traffic, names: Names) =>
  Object.fromEntries(by.map((name) => [name, names[name] ?? UNASSIGNED]));
const decimal = (value: number | null, digits = 4) => (value === null ? null : String(Number(value.toFixed(digits))));

/** How fast the error budget of each series burns. */
export async function observeBurn(
  db: Db,
  terms: TermsOf<"burn_rate">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const { target_percent: targetPercent } = terms;
  if (targetPercent === null) return observeTargets(db, terms, { now, retention });
  const question = burnQuestion(terms, now);
  const input = { filters: filtersOf(terms), groupBy: terms.by, sums: OUTCOMES, metrics: [], retention };
  const { groups } = await readGroups(db, { ...input, buckets: question.buckets });
  return groupByNames(groups).map(({ names, groups: own }) => ({
    labels: labelsOf(terms, names),
    ...burnOf(own, { ...question, targetPercent }),
  }));
}

/**
 * How fast the error budget of each availability target of SLA burns. Targets without traffic are there too, so that one that is not there is
 * one that was deleted.
 */
async function observeTargets(
  db: Db,
  terms: TermsOf<"burn_rate">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const question = burnQuestion(terms, now);
  const targets = (await listTargetTerms(db)).flatMap((target) => {
    const { availability_percent: targetPercent } = target;
    const dimensions = TARGET_DIMENSIONS.filter((name) => target[name] !== null);
    const labels = Object.fromEntries(dimensions.map((name) => [name, target[name] ?? ""]));
    return targetPercent === null ? [] : [{ targetPercent, dimensions, labels }];
  });
  const observed: Observation[] = [];
  // Those of the same dimensions are read at once.
  for (const alike of groupBy(targets, ({ dimensions }) => dimensions.join()).values()) {
    const by = alike[0]?.dimensions ?? [];
    const asked = Object.fromEntries(by.map((name) => [name, alike.flatMap(({ labels }) => labels[name] ?? [])]));
    const input = { filters: { ...NO_FILTERS, ...asked }, groupBy: by, sums: OUTCOMES, metrics: [], retention };
    const { groups } = await readGroups(db, { ...input, buckets: question.buckets });
    for (const { targetPercent, labels } of alike) {
      const isOf = ({ names }: { names: Names }) => by.every((name) => (names[name] ?? UNASSIGNED) === labels[name]);
      const own = groups.filter(isOf);
      const { summary, ...burn } = burnOf(own, { ...question, targetPercent });
      const why = targetPercent === 100 ? "a target of 100 % has no error budget" : summary;
      observed.push({ labels, ...burn, summary: `${why} (target ${targetPercent} %)` });
    }
  }
  return observed;
}

type BurnQuestion = { end: number; buckets: MinuteSpan[]; windows: BurnWindow[]; minAttempts: number };

function burnQuestion({ speeds, min_attempts }: TermsOf<"burn_rate">, now: Date): BurnQuestion {
  const windows = speeds.map((speed) => BURN_WINDOWS[speed]);
  const end = epochMinute(now) + 1;
  const lasts = [...new Set(windows.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]))];
  return { end, windows, buckets: spansUntil(end, lasts), minAttempts: min_attempts };
}

function burnOf(
  own: readonly AggregateGroup<Outcome>[],
  { end, buckets, windows, minAttempts, targetPercent }: BurnQuestion & { targetPercent: number },
): Omit<Observation, "labels"> {
  const counted = (last: number) => countsOf(own.filter(({ bucket }) => (buckets[bucket]?.from ?? 0) >= end - last));
  const { verdict, worst } = judgeBurn({ targetPercent, minAttempts, windows, counted });
  return {
    verdict,
    summary: worst ? describeBurn(worst) : "no attempts",
    value: decimal(worst?.long ?? null),
    threshold: worst ? String(worst.factor) : null,
    share: (worst?.long ?? 0) / (worst?.factor ?? 1),
  };
}

/** Contiguous spans that end now, one edge at each of these many minutes ago. */
function spansUntil(end: number, lasts: readonly number[]): MinuteSpan[] {
  const edges = [...lasts].sort((a, b) => b - a).map((last) => end - last);
  return edges.map((from, index) => ({ from, to: edges[index + 1] ?? end }));
}

function countsOf(groups: readonly AggregateGroup<Outcome>[]): Judged {
  return groups.length === 0 ? { ok: 0, failed: 0 } : judgedOf(addSums(OUTCOMES, groups), true);
}

/** The share of attempts of each series that failed. */
export async function observeErrorRate(
  db: Db,
  terms: TermsOf<"error_rate">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const above = terms.above_percent / 100;
  const buckets = spansUntil(epochMinute(now) + 1, [terms.window_minutes]);
  const input = { buckets, filters: filtersOf(terms), groupBy: terms.by, sums: OUTCOMES, metrics: [], retention };
  const { groups } = await readGroups(db, input);
  return groupByNames(groups).map(({ names, groups: own }) => {
    const counts = countsOf(own);
    const rate = failedShare(counts);
    const isEnough = rate !== null && counts.ok + counts.failed >= terms.min_attempts;
    return {
      ...{ labels: labelsOf(terms, names), summary: describeErrorRate(counts, above, terms.window_minutes) },
      verdict: isEnough ? (rate > above ? "breached" : "ok") : "unmeasured",
      ...{ value: decimal(rate === null ? null : rate * 100), threshold: decimal(terms.above_percent) },
      share: (rate ?? 0) / Math.max(above, 1e-9),
    };
  });
}

/** A percentile of each series, where its samples are enough for a band. */
export async function observePercentile(
  db: Db,
  terms: TermsOf<"percentile">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const { metric: shown, percentile, above_ms: aboveMs, window_minutes: windowMinutes } = terms;
  const metric = ROLLUP_METRIC_OF[shown];
  const end = epochMinute(now) + 1;
  const question = { filters: filtersOf(terms), groupBy: terms.by, retention };
  const buckets = timeBlocks({ span: { from: end - windowMinutes, to: end }, ...question });
  const { groups } = await readTextGroups(db, { ...question, buckets, sums: ["attempts"], metrics: [metric] });
  const needed = samplesNeeded(SHARE_OF[percentile]);
  return groupByNames(groups.map(decodeGroup)).map(({ names, groups: own }) => {
    const summary = shownSummary(summarizeBlocks(blocksOf(own, metric)), metric);
    const valueMs = summary[percentile];
    const isEnough = valueMs !== null && summary.n >= needed;
    return {
      labels: labelsOf(terms, names),
      verdict: isEnough ? (valueMs > aboveMs ? "breached" : "ok") : "unmeasured",
      summary: describePercentile({ metric: shown, percentile, valueMs, aboveMs, n: summary.n, needed, windowMinutes }),
      ...{ value: decimal(valueMs, 1), threshold: decimal(aboveMs, 1), share: (valueMs ?? 0) / aboveMs },
    };
  });
}
