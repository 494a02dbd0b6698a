import type { TermsOf } from "@/lib/contract/alert-rules";
import type { Observation } from "@/lib/domain/alerts/observation";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOMES } from "@/lib/domain/outcome";
import { cutAtExclusions } from "@/lib/domain/sla/exclusion";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { listExclusions } from "../exclusions/list-exclusions";
import { excludedSpans } from "../sla/excluded-spans";
import { leftOutOf, SLA_GROUPS, uptimeOf } from "../sla/sla-groups";
import { listTargetTerms } from "../targets/list-targets";
import { burnOf, burnQuestion } from "./measure-burn";
import type { ObserveContext } from "./observe-context";
import { targetLabels, targetOf, targetViews } from "./target-views";

/**
 * How fast the error budget of each availability target of SLA burns, by what SLA counts for it: traffic is its most specific target's,
 * and exclusions are subtracted. Targets without traffic are there too, so that one that is not there is one that was deleted.
 */
export async function observeTargets(
  db: Db,
  terms: TermsOf<"burn_rate">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const asked = burnQuestion(terms, now);
  const window = {
    from: new Date((asked.buckets[0]?.from ?? asked.end) * MINUTE_MS),
    to: new Date(asked.end * MINUTE_MS),
  };
  const targets = await listTargetTerms(db);
  const exclusions = excludedSpans(await listExclusions(db, { within: window }));
  const buckets = cutAtExclusions(asked.buckets, exclusions);
  const leftOut = leftOutOf(exclusions, buckets);
  const observed: Observation[] = [];
  for (const { view, targets: alike, filters } of targetViews(targets)) {
    const input = { filters, groupBy: [...SLA_GROUPS, ...view], sums: OUTCOMES, metrics: [], retention };
    const { groups } = await readGroups(db, { ...input, buckets });
    const counted = groups.filter(({ names, bucket }) => leftOut(uptimeOf(names))[bucket] === false);
    const byTarget = groupBy(counted, ({ names }) => targetOf(targets, { names, view }));
    for (const target of alike) {
      const { id, availability_percent: targetPercent } = target;
      const { summary, ...burn } = burnOf(byTarget.get(id) ?? [], { ...asked, buckets, targetPercent });
      const why = targetPercent === 100 ? "a target of 100 % has no error budget" : summary;
      observed.push({ labels: targetLabels(target), ...burn, summary: `${why} (target ${targetPercent} %)` });
    }
  }
  return observed;
}
