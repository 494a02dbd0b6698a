import type { TermsOf } from "@/lib/contract/alert-rules";
import { replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOMES } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { BURN_WINDOWS } from "@/lib/domain/sla/burn-windows";
import { cutAtExclusions } from "@/lib/domain/sla/exclusion";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { listExclusions } from "../exclusions/list-exclusions";
import { excludedSpans } from "../sla/excluded-spans";
import { leftOutOf, SLA_GROUPS, uptimeOf } from "../sla/sla-groups";
import { listTargetTerms } from "../targets/list-targets";
import type { ReplayContext, Replayed } from "./replay-context";
import { replaySeries } from "./replay-series";
import { replaySpans } from "./replay-spans";
import { burnJudge, judgedVerdicts } from "./replay-traffic";
import { targetLabels, targetOf, targetViews } from "./target-views";

/** What a rule that follows the targets of SLA judges, by the targets and exclusions there are now. */
export async function replayTargets(db: Db, terms: TermsOf<"burn_rate">, context: ReplayContext): Promise<Replayed> {
  const windows = terms.speeds.map((speed) => BURN_WINDOWS[speed]);
  const lengths = windows.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]);
  const asked = await replaySpans(db, { filters: NO_FILTERS, longest: Math.max(...lengths), ...context });
  const [first, last] = [asked.spans[0]?.from ?? asked.from, asked.spans.at(-1)?.to ?? asked.from];
  const within = { from: new Date(first * MINUTE_MS), to: new Date(last * MINUTE_MS) };
  const exclusions = excludedSpans(await listExclusions(db, { within }));
  const spans = cutAtExclusions(asked.spans, exclusions);
  const leftOut = leftOutOf(exclusions, spans);
  const ticks = replayTicks({ spans, windows: [...new Set(lengths)], from: asked.from });
  const targets = await listTargetTerms(db);
  const series = [];
  for (const { view, targets: alike, filters } of targetViews(targets)) {
    const input = { filters, groupBy: [...SLA_GROUPS, ...view], sums: OUTCOMES, metrics: [] };
    const { groups } = await readGroups(db, { ...input, buckets: spans, retention: context.retention });
    const counted = groups.filter(({ names, bucket }) => leftOut(uptimeOf(names))[bucket] === false);
    const byTarget = groupBy(counted, ({ names }) => targetOf(targets, { names, view }));
    series.push(...alike.map((target) => ({ target, groups: byTarget.get(target.id) ?? [] })));
  }
  return replaySeries(series, {
    ...{ ticks, forMinutes: context.forMinutes, labelsOf: ({ target }) => targetLabels(target) },
    verdictsOf: ({ target: { availability_percent: targetPercent }, groups }) =>
      judgedVerdicts(ticks, groups, burnJudge({ targetPercent, minAttempts: terms.min_attempts, windows })),
  });
}
