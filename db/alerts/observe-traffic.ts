import type { TermsOf } from "@/lib/contract/alert-rules";
import type { Filters } from "@/lib/contract/common";
import { describeErrorRate, describePercentile } from "@/lib/domain/alerts/describe-measure";
import { judgeErrorRate, judgePercentile } from "@/lib/domain/alerts/judge-traffic";
import type { Observation } from "@/lib/domain/alerts/observation";
import type { RuleDimension } from "@/lib/domain/alerts/rule-kinds";
import { OUTCOMES } from "@/lib/domain/outcome";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import { SHARE_OF, samplesNeeded } from "@/lib/domain/sketch/summary";
import { epochMinute } from "@/lib/domain/time/time-window";
import { failedShare } from "@/lib/domain/uptime/uptime";
import { blocksOf, decodeGroup } from "../aggregates/decode-samples";
import { groupByNames } from "../aggregates/group-by-names";
import type { AggregateGroup } from "../aggregates/group-types";
import { ROLLUP_METRIC_OF, shownSummary } from "../aggregates/percentiles-of";
import { readGroups } from "../aggregates/read-groups";
import { readTextGroups } from "../aggregates/read-text-groups";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { burnOf, burnQuestion, countsOf, decimal, spansUntil } from "./measure-burn";
import type { ObserveContext } from "./observe-context";
import { observeTargets } from "./observe-targets";

type Traffic = { scope: Record<RuleDimension, string[]>; by: readonly RuleDimension[] };
type Names = AggregateGroup["names"];

export const filtersOf = ({ scope }: Traffic): Filters => ({ ...NO_FILTERS, ...scope });
export const labelsOf = ({ by }: Traffic, names: Names) =>
  Object.fromEntries(by.map((name) => [name, names[name] ?? UNASSIGNED]));

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
    return {
      ...{ labels: labelsOf(terms, names), summary: describeErrorRate(counts, above, terms.window_minutes) },
      verdict: judgeErrorRate(counts, { above, minAttempts: terms.min_attempts }),
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
    return {
      labels: labelsOf(terms, names),
      verdict: judgePercentile({ n: summary.n, isAbove: valueMs !== null && valueMs > aboveMs }, needed),
      summary: describePercentile({ metric: shown, percentile, valueMs, aboveMs, n: summary.n, needed, windowMinutes }),
      ...{ value: decimal(valueMs, 1), threshold: decimal(aboveMs, 1), share: (valueMs ?? 0) / aboveMs },
    };
  });
}
