import type { TermsOf } from "@/lib/contract/alert-rules";
import { replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { replayVerdicts } from "@/lib/domain/alerts/replay-verdicts";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { BURN_WINDOWS } from "@/lib/domain/sla/burn-windows";
import { cutAtExclusions } from "@/lib/domain/sla/exclusion";
import type { TargetTerms } from "@/lib/domain/sla/target";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { isNotRetained } from "../aggregates/not-retained";
import type { Db } from "../client";
import { listExclusions } from "../exclusions/list-exclusions";
import { excludedSpans } from "../sla/excluded-spans";
import { type LeftOut, leftOutOf, SLA_GROUPS, uptimeOf } from "../sla/sla-groups";
import { listTargetTerms } from "../targets/list-targets";
import { readInParts, type SpanCounts } from "./read-in-parts";
import type { ReplayContext, Replayed } from "./replay-context";
import { ReplayRefused } from "./replay-refused";
import { replaySeries } from "./replay-series";
import { replaySpans } from "./replay-spans";
import { burnJudge, JUDGED, lengthsOf, OF_OUTCOMES } from "./replay-traffic";
import { type TargetView, targetLabels, targetOf, targetViews } from "./target-views";

/**
 * What a rule that follows the targets of SLA judges, by the targets and exclusions there are now.
 *
 * What is filtered by a team is retained otherwise than what is not, so each view has its own spans; all are judged from where the
 * last of them begins. Targets of a view that cannot be read, or only half as far back as others, are left out.
 */
export async function replayTargets(db: Db, terms: TermsOf<"burn_rate">, context: ReplayContext): Promise<Replayed> {
  const windows = terms.speeds.map((speed) => BURN_WINDOWS[speed]);
  const lengths = lengthsOf(windows);
  const targets = await listTargetTerms(db);
  const views = targetViews(targets);
  const planned = [];
  for (const view of views.length > 0 ? views : [NO_VIEW]) planned.push(await planView(db, view, { lengths, context }));
  const firsts = planned.flatMap(({ first }) => first ?? []);
  const latest = (Math.min(...firsts) + epochMinute(context.now)) / 2;
  const from = Math.max(...firsts.filter((first) => first <= latest));
  const all: Replayed[] = [];
  let refusal: unknown = null;
  for (const { first, ticksFrom, ...plan } of planned) {
    const ticks = ticksFrom(from - 1);
    const { counted, error } =
      first === null || first > from
        ? NOT_READ
        : await readView(db, { ...plan, targets, retention: context.retention });
    refusal ??= error;
    const { targets: asking } = plan.view;
    const series = asking.map((target) => ({ target, groups: counted?.get(target.id) ?? [] }));
    const isRead = counted !== null;
    const replayed = await replaySeries(isRead ? series : [], {
      ...{ ticks, forMinutes: context.forMinutes, labelsOf: ({ target }) => targetLabels(target) },
      ...{ leftOut: isRead ? 0 : asking.length },
      verdictsOf: ({ target: { availability_percent: targetPercent }, groups }) => {
        const judge = burnJudge({ targetPercent, minAttempts: terms.min_attempts, windows });
        return replayVerdicts({ ticks, names: JUDGED, spans: groups, judge });
      },
    });
    all.push(isRead ? replayed : { ...replayed, from: null });
  }
  if (refusal !== null && all.every((one) => one.from === null)) throw refusal;
  return together(all);
}

const NOT_READ = { counted: null, error: null };
const NO_VIEW: TargetView = { view: [], targets: [], filters: NO_FILTERS };

type PlanInput = { lengths: readonly number[]; context: ReplayContext };

/** The spans of a view, cut where exclusions begin and end, and the first minute that is judged by them. */
async function planView(db: Db, view: TargetView, { lengths, context }: PlanInput) {
  const question = { filters: view.filters, groupBy: [...SLA_GROUPS, ...view.view], longest: Math.max(...lengths) };
  const asked = await replaySpans(db, { ...question, ...context });
  const [first, last] = [asked.spans[0]?.from ?? asked.from, asked.spans.at(-1)?.to ?? asked.from];
  const within = { from: new Date(first * MINUTE_MS), to: new Date(last * MINUTE_MS) };
  const exclusions = excludedSpans(await listExclusions(db, { within }));
  const spans = cutAtExclusions(asked.spans, exclusions);
  const ticksFrom = (from: number) => replayTicks({ spans, windows: [...new Set(lengths)], from });
  return {
    view,
    spans,
    leftOut: leftOutOf(exclusions, spans),
    ticksFrom,
    first: ticksFrom(asked.from).minutes[0] ?? null,
  };
}

type ViewInput = {
  view: TargetView;
  spans: readonly MinuteSpan[];
  leftOut: LeftOut;
  targets: readonly TargetTerms[];
  retention: ReplayContext["retention"];
};
type ViewCounts = Map<number | null, SpanCounts<(typeof JUDGED)[number]>[]>;

/** What each target of a view had in each span; or why that cannot be read. */
async function readView(
  db: Db,
  { view: { view, filters, targets: asking }, spans, leftOut, targets, retention }: ViewInput,
): Promise<{ counted: ViewCounts | null; error: unknown }> {
  const counted: ViewCounts = new Map(asking.map(({ id }) => [id, []]));
  if (asking.length === 0) return { counted, error: null };
  const { sums, metrics, read, countsOf } = OF_OUTCOMES;
  const question = { sums, metrics, filters, groupBy: [...SLA_GROUPS, ...view], buckets: spans, retention };
  try {
    await readInParts(db, {
      ...{ question, read },
      take: (group) => {
        if (leftOut(uptimeOf(group.names))[group.bucket] !== false) return;
        const own = counted.get(targetOf(targets, { names: group.names, view }));
        own?.push({ bucket: group.bucket, counts: countsOf(group) });
      },
    });
    return { counted, error: null };
  } catch (error) {
    if (isNotRetained(error) || error instanceof ReplayRefused) return { counted: null, error };
    throw error;
  }
}

/** Several replays as one: since when all that are judged are. */
function together(all: readonly Replayed[]): Replayed {
  const judged = all.filter(({ from }) => from !== null);
  const latest = (minutes: readonly (number | null)[]) => {
    const known = minutes.filter((minute) => minute !== null);
    return known.length === 0 || known.length < minutes.length ? null : Math.max(...known);
  };
  return {
    ...{ from: latest(judged.map(({ from }) => from)), byMinuteFrom: latest(judged.map((one) => one.byMinuteFrom)) },
    ...{ series: all.flatMap(({ series }) => series), leftOut: all.reduce((sum, { leftOut }) => sum + leftOut, 0) },
  };
}
