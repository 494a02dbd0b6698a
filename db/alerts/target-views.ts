import type { Filters } from "@/lib/contract/common";
import { groupBy } from "@/lib/domain/group-by";
import type { Outcome } from "@/lib/domain/outcome";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { chooseAvailability, TARGET_DIMENSIONS, type TargetTerms } from "@/lib/domain/sla/target";
import type { AggregateGroup } from "../aggregates/group-types";
import { uptimeOf } from "../sla/sla-groups";

/** What the SLA screen shows only of one at a time, by its filters; a target that names one is of what it shows then. */
const VIEWED = ["tier", "team"] as const;
type Viewed = (typeof VIEWED)[number];

/** Targets of availability whose traffic is read at once, by what the screen is filtered by for them. */
export type TargetView = { view: readonly Viewed[]; targets: AskingTarget[]; filters: Filters };
type AskingTarget = TargetTerms & { availability_percent: number };

/** The targets that ask for availability, those of the same views together. */
export function targetViews(targets: readonly TargetTerms[]): TargetView[] {
  const asking = targets.flatMap(({ availability_percent, ...target }) =>
    availability_percent === null ? [] : [{ ...target, availability_percent }],
  );
  return [...groupBy(asking, (target) => viewOf(target).join()).values()].map((alike) => {
    const view = alike[0] ? viewOf(alike[0]) : [];
    const values = view.map((name) => [name, [...new Set(alike.flatMap((target) => target[name] ?? []))]]);
    return { view, targets: alike, filters: { ...NO_FILTERS, ...Object.fromEntries(values) } };
  });
}

/** The target that the SLA screen has for traffic under the filters of a view; null where it is the default. */
export function targetOf(
  targets: readonly TargetTerms[],
  { names, view }: { names: AggregateGroup<Outcome>["names"]; view: readonly Viewed[] },
): number | null {
  const { model, region } = uptimeOf(names);
  const scope = Object.fromEntries(view.map((name) => [name, names[name] ?? UNASSIGNED]));
  return chooseAvailability(targets, { model, region, ...scope }).id;
}

/** The labels of a target's alert: what it names. */
export function targetLabels(target: TargetTerms): Record<string, string> {
  const named = TARGET_DIMENSIONS.filter((name) => target[name] !== null);
  return Object.fromEntries(named.map((name) => [name, target[name] ?? ""]));
}

function viewOf(target: TargetTerms): Viewed[] {
  return VIEWED.filter((name) => target[name] !== null);
}
