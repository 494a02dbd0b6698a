import type { TermsOf } from "@/lib/contract/alert-rules";
import { ABOVE_NAMES, aboveCounts, isPercentileAbove } from "@/lib/domain/alerts/above-counts";
import type { Verdict } from "@/lib/domain/alerts/alert-state";
import { burnVerdict } from "@/lib/domain/alerts/burn-rate";
import { judgeErrorRate, judgePercentile } from "@/lib/domain/alerts/judge-traffic";
import { replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { type CountedIn, replayVerdicts } from "@/lib/domain/alerts/replay-verdicts";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { SHARE_OF, samplesNeeded } from "@/lib/domain/sketch/summary";
import { BURN_WINDOWS } from "@/lib/domain/sla/burn-windows";
import { judgedOf } from "@/lib/domain/uptime/uptime";
import { decodeSamples } from "../aggregates/decode-samples";
import type { AggregateGroup, AggregateGroups, GroupsInput } from "../aggregates/group-types";
import { ROLLUP_METRIC_OF, shownValue } from "../aggregates/percentiles-of";
import { readGroups } from "../aggregates/read-groups";
import { readTextGroups } from "../aggregates/read-text-groups";
import type { Db } from "../client";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import { filtersOf, labelsOf } from "./observe-traffic";
import { readSeries } from "./read-in-parts";
import type { ReplayContext, Replayed } from "./replay-context";
import { replaySeries } from "./replay-series";
import { replaySpans } from "./replay-spans";

export const JUDGED = ["ok", "failed"] as const;
type JudgedName = (typeof JUDGED)[number];

/** How attempts are read that are judged by how they ended. */
export const OF_OUTCOMES = {
  ...{ sums: OUTCOMES, metrics: [], read: readGroups<Outcome> },
  countsOf: ({ sums }: AggregateGroup<Outcome>) => judgedOf(sums, true),
};

/** What a rule on burn rates judges, whose target is its own. */
export function replayBurn(
  db: Db,
  terms: TermsOf<"burn_rate"> & { target_percent: number },
  context: ReplayContext,
): Promise<Replayed> {
  const windows = terms.speeds.map((speed) => BURN_WINDOWS[speed]);
  const judge = burnJudge({ targetPercent: terms.target_percent, minAttempts: terms.min_attempts, windows });
  return replayTraffic(db, { terms, context, lengths: lengthsOf(windows), names: JUDGED, judge, ...OF_OUTCOMES });
}

/** What a rule on the error rate judges. */
export function replayErrorRate(db: Db, terms: TermsOf<"error_rate">, context: ReplayContext): Promise<Replayed> {
  const { window_minutes: length, min_attempts: minAttempts } = terms;
  const above = terms.above_percent / 100;
  const judge = (counted: CountedIn<JudgedName>) =>
    judgeErrorRate({ ok: counted("ok", length), failed: counted("failed", length) }, { above, minAttempts });
  return replayTraffic(db, { terms, context, lengths: [length], names: JUDGED, judge, ...OF_OUTCOMES });
}

/** What a rule on a percentile judges. */
export function replayPercentile(db: Db, terms: TermsOf<"percentile">, context: ReplayContext): Promise<Replayed> {
  const { percentile, window_minutes: length } = terms;
  const metric = ROLLUP_METRIC_OF[terms.metric];
  const [limit, needed] = [storedLimit(terms.above_ms, metric), samplesNeeded(SHARE_OF[percentile])];
  const judge = (counted: CountedIn<(typeof ABOVE_NAMES)[number]>): Verdict => {
    const counts = recordOf(ABOVE_NAMES, (name) => counted(name, length));
    return judgePercentile({ n: counts.n, isAbove: isPercentileAbove(counts, SHARE_OF[percentile]) }, needed);
  };
  return replayTraffic(db, {
    ...{ terms, context, lengths: [length], names: ABOVE_NAMES, judge },
    ...{ sums: [], metrics: [metric], read: readTextGroups<never> },
    countsOf: ({ samples, bucket }) => {
      const own = samples[metric];
      return own ? aboveCounts(decodeSamples(own, bucket), limit) : null;
    },
  });
}

type TrafficTerms = Parameters<typeof filtersOf>[0];
type TrafficInput<Sum extends RollupSum, Name extends string> = Omit<
  GroupsInput<Sum>,
  "buckets" | "filters" | "groupBy" | "retention"
> & {
  terms: TrafficTerms;
  context: ReplayContext;
  /** Of the windows that are judged together. */
  lengths: readonly number[];
  names: readonly Name[];
  judge: (counted: CountedIn<Name>) => Verdict;
  read: (db: Db, input: GroupsInput<Sum>) => Promise<AggregateGroups<Sum>>;
  countsOf: (group: AggregateGroup<Sum>) => Readonly<Record<Name, number>> | null;
};

async function replayTraffic<Sum extends RollupSum, Name extends string>(
  db: Db,
  { terms, context, lengths, names, judge, read, countsOf, ...asked }: TrafficInput<Sum, Name>,
): Promise<Replayed> {
  const question = { ...asked, filters: filtersOf(terms), groupBy: terms.by, retention: context.retention };
  const { from, spans } = await replaySpans(db, { ...question, longest: Math.max(...lengths), now: context.now });
  const { series, leftOut } = await readSeries(db, { question: { ...question, buckets: spans }, read, countsOf });
  const ticks = replayTicks({ spans, windows: [...new Set(lengths)], from });
  return replaySeries(series, {
    ...{ ticks, forMinutes: context.forMinutes, leftOut, labelsOf: (one) => labelsOf(terms, one.names) },
    verdictsOf: ({ groups }) => replayVerdicts({ ticks, names, spans: groups, judge }),
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

export function lengthsOf(windows: BurnTerms["windows"]): number[] {
  return windows.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]);
}

/** The greatest stored value that is shown as at most so many ms. */
function storedLimit(ms: number, metric: RollupMetric): number {
  const isAtMost = (value: number) => (shownValue(value, metric) ?? 0) <= ms;
  let limit = Math.round(ms / (shownValue(1, metric) ?? 1));
  while (!isAtMost(limit)) limit--;
  while (isAtMost(limit + 1)) limit++;
  return limit;
}
