import type { TermsOf } from "@/lib/contract/alert-rules";
import type { Observation } from "@/lib/domain/alerts/observation";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { cutAtExclusions } from "@/lib/domain/sla/exclusion";
import { chooseAvailability, TARGET_DIMENSIONS, type TargetTerms } from "@/lib/domain/sla/target";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { AggregateGroup } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { listExclusions } from "../exclusions/list-exclusions";
import { excludedSpans } from "../sla/excluded-spans";
import { leftOutOf, SLA_GROUPS, uptimeOf } from "../sla/sla-groups";
import { listTargetTerms } from "../targets/list-targets";
import { burnOf, burnQuestion } from "./measure-burn";
import type { ObserveContext } from "./observe-context";

/** What the SLA screen shows only of one at a time, by its filters; a target that names one is of what it shows then. */
const VIEWED = ["tier", "team"] as const;

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
  // Those of the same views are read at once.
  const following = targets.filter((target) => target.availability_percent !== null);
  for (const alike of groupBy(following, (target) => viewOf(target).join()).values()) {
    const view = alike[0] ? viewOf(alike[0]) : [];
    const filters = { ...NO_FILTERS, ...Object.fromEntries(view.map((name) => [name, valuesOf(alike, name)])) };
    const input = { filters, groupBy: [...SLA_GROUPS, ...view], sums: OUTCOMES, metrics: [], retention };
    const { groups } = await readGroups(db, { ...input, buckets });
    const counted = groups.filter(({ names, bucket }) => leftOut(uptimeOf(names))[bucket] === false);
    const byTarget = groupBy(counted, ({ names }) => targetOf(targets, { names, view }));
    for (const target of alike) {
      const { id, availability_percent: targetPercent } = target;
      if (targetPercent === null) continue;
      const { summary, ...burn } = burnOf(byTarget.get(id) ?? [], { ...asked, buckets, targetPercent });
      const why = targetPercent === 100 ? "a target of 100 % has no error budget" : summary;
      observed.push({ labels: labelsOf(target), ...burn, summary: `${why} (target ${targetPercent} %)` });
    }
  }
  return observed;
}

type Viewed = (typeof VIEWED)[number];

function viewOf(target: TargetTerms): Viewed[] {
  return VIEWED.filter((name) => target[name] !== null);
}

function valuesOf(targets: readonly TargetTerms[], name: Viewed): string[] {
  return [...new Set(targets.flatMap((target) => target[name] ?? []))];
}

function labelsOf(target: TargetTerms): Record<string, string> {
  const named = TARGET_DIMENSIONS.filter((name) => target[name] !== null);
  return Object.fromEntries(named.map((name) => [name, target[name] ?? ""]));
}

type Shown = { names: AggregateGroup<Outcome>["names"]; view: readonly Viewed[] };

/** The target that the SLA screen has for traffic under these filters; null where it is the default. */
function targetOf(targets: readonly TargetTerms[], { names, view }: Shown): number | null {
  const { model, region } = uptimeOf(names);
  const scope = Object.fromEntries(view.map((name) => [name, names[name] ?? UNASSIGNED]));
  return chooseAvailability(targets, { model, region, ...scope }).id;
}
