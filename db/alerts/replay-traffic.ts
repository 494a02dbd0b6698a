import type { TermsOf } from "@/lib/contract/alert-rules";
import { ABOVE_NAMES, aboveCounts, isPercentileAbove } from "@/lib/domain/alerts/above-counts";
import type { Verdict } from "@/lib/domain/alerts/alert-state";
import { burnVerdict } from "@/lib/domain/alerts/burn-rate";
import { judgeErrorRate, judgePercentile } from "@/lib/domain/alerts/judge-traffic";
import { type ReplayTicks, replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { type CountedIn, replayVerdicts } from "@/lib/domain/alerts/replay-verdicts";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { SHARE_OF, samplesNeeded } from "@/lib/domain/sketch/summary";
import { BURN_WINDOWS } from "@/lib/domain/sla/burn-windows";
import { judgedOf } from "@/lib/domain/uptime/uptime";
import { decodeSamples } from "../aggregates/decode-samples";
import { groupByNames } from "../aggregates/group-by-names";
import type { AggregateGroup } from "../aggregates/group-types";
import { ROLLUP_METRIC_OF, shownValue } from "../aggregates/percentiles-of";
import { readGroups } from "../aggregates/read-groups";
import { readTextGroups } from "../aggregates/read-text-groups";
import type { Db } from "../client";
import type { RollupMetric } from "../schema/rollup-columns";
import { filtersOf, labelsOf } from "./observe-traffic";
import type { ReplayContext, Replayed } from "./replay-context";
import { replaySeries } from "./replay-series";
import { replaySpans } from "./replay-spans";

const JUDGED = ["ok", "failed"] as const;
type JudgedName = (typeof JUDGED)[number];

/** What a rule on burn rates judges, whose target is its own. */
export async function replayBurn(
  db: Db,
  terms: TermsOf<"burn_rate"> & { target_percent: number },
  context: ReplayContext,
): Promise<Replayed> {
  const windows = terms.speeds.map((speed) => BURN_WINDOWS[speed]);
  const lengths = windows.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]);
  const filters = filtersOf(terms);
  const { from, spans } = await replaySpans(db, { filters, longest: Math.max(...lengths), ...context });
  const { groups } = await readGroups(db, {
    ...{ buckets: spans, filters, groupBy: terms.by, sums: OUTCOMES, metrics: [], retention: context.retention },
  });
  const ticks = replayTicks({ spans, windows: [...new Set(lengths)], from });
  const judge = burnJudge({ targetPercent: terms.target_percent, minAttempts: terms.min_attempts, windows });
  return replaySeries(groupByNames(groups), {
    ...{ ticks, forMinutes: context.forMinutes, labelsOf: ({ names }) => labelsOf(terms, names) },
    verdictsOf: (series) => judgedVerdicts(ticks, series.groups, judge),
  });
}

/** What a rule on the error rate judges. */
export async function replayErrorRate(db: Db, terms: TermsOf<"error_rate">, context: ReplayContext): Promise<Replayed> {
  const { window_minutes: length, min_attempts: minAttempts } = terms;
  const filters = filtersOf(terms);
  const { from, spans } = await replaySpans(db, { filters, longest: length, ...context });
  const { groups } = await readGroups(db, {
    ...{ buckets: spans, filters, groupBy: terms.by, sums: OUTCOMES, metrics: [], retention: context.retention },
  });
  const ticks = replayTicks({ spans, windows: [length], from });
  const above = terms.above_percent / 100;
  const judge = (counted: CountedIn<JudgedName>) =>
    judgeErrorRate({ ok: counted("ok", length), failed: counted("failed", length) }, { above, minAttempts });
  return replaySeries(groupByNames(groups), {
    ...{ ticks, forMinutes: context.forMinutes, labelsOf: ({ names }) => labelsOf(terms, names) },
    verdictsOf: (series) => judgedVerdicts(ticks, series.groups, judge),
  });
}

/** What a rule on a percentile judges. */
export async function replayPercentile(
  db: Db,
  terms: TermsOf<"percentile">,
  context: ReplayContext,
): Promise<Replayed> {
  const { percentile, window_minutes: length } = terms;
  const metric = ROLLUP_METRIC_OF[terms.metric];
  const filters = filtersOf(terms);
  const { from, spans } = await replaySpans(db, { filters, longest: length, ...context });
  const { groups } = await readTextGroups(db, {
    ...{ buckets: spans, filters, groupBy: terms.by, sums: [], metrics: [metric], retention: context.retention },
  });
  const ticks = replayTicks({ spans, windows: [length], from });
  const [limit, needed] = [storedLimit(terms.above_ms, metric), samplesNeeded(SHARE_OF[percentile])];
  const judge = (counted: CountedIn<(typeof ABOVE_NAMES)[number]>): Verdict => {
    const counts = recordOf(ABOVE_NAMES, (name) => counted(name, length));
    return judgePercentile({ n: counts.n, isAbove: isPercentileAbove(counts, SHARE_OF[percentile]) }, needed);
  };
  return replaySeries(groupByNames(groups), {
    ...{ ticks, forMinutes: context.forMinutes, labelsOf: ({ names }) => labelsOf(terms, names) },
    verdictsOf: (series) => {
      const counted = series.groups.flatMap(({ bucket, samples }) => {
        const own = samples[metric];
        return own ? [{ bucket, counts: aboveCounts(decodeSamples(own, bucket), limit) }] : [];
      });
      return replayVerdicts({ ticks, names: ABOVE_NAMES, spans: counted, judge });
    },
  });
}

type BurnTerms = Omit<Parameters<typeof burnVerdict>[0], "counted">;

export function burnJudge(terms: BurnTerms): (counted: CountedIn<JudgedName>) => Verdict {
  return (counted) =>
    burnVerdict({
      ...terms,
      counted: (minutes) => ({ ok: counted("ok", minutes), failed: counted("failed", minutes) }),
    });
}

export function judgedVerdicts(
  ticks: ReplayTicks,
  groups: readonly AggregateGroup<Outcome>[],
  judge: (counted: CountedIn<JudgedName>) => Verdict,
): (tick: number) => Verdict {
  const spans = groups.map(({ bucket, sums }) => ({ bucket, counts: judgedOf(sums, true) }));
  return replayVerdicts({ ticks, names: JUDGED, spans, judge });
}

/** The greatest stored value that is shown as at most so many ms. */
function storedLimit(ms: number, metric: RollupMetric): number {
  const isAtMost = (value: number) => (shownValue(value, metric) ?? 0) <= ms;
  let limit = Math.round(ms / (shownValue(1, metric) ?? 1));
  while (!isAtMost(limit)) limit--;
  while (isAtMost(limit + 1)) limit++;
  return limit;
}
