import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import type { AggregateGroup } from "./group-types";

type Named = Pick<AggregateGroup<never>, "names">;

export type NamedGroups<Group extends Named> = { names: AggregateGroup["names"]; groups: Group[] };

/** Groups of the same names together, in the order of the names; no tier comes last. */
export function groupByNames<Group extends Named>(groups: readonly Group[]): NamedGroups<Group>[] {
  const named = new Map<string, NamedGroups<Group>>();
  let own: NamedGroups<Group> | undefined;
  for (const group of groups) {
    // Groups read together share their names.
    if (own?.names !== group.names) {
      const key = keyOfNames(group.names);
      own = named.get(key) ?? { names: group.names, groups: [] };
      named.set(key, own);
    }
    own.groups.push(group);
  }
  return [...named.values()].sort((a, b) => compareNames(a.names, b.names));
}

/** A text per combination of names: lengths first, so that no two read the same. */
export function keyOfNames(names: AggregateGroup["names"]): string {
  let key = "";
  for (const name of SPEND_GROUPS) {
    const value = names[name];
    if (value !== undefined) key += value === null ? "-" : `${value.length}:${value}`;
  }
  return key;
}

/** Orders groups by their names, one dimension after the other. */
export function compareNames(a: AggregateGroup["names"], b: AggregateGroup["names"]): number {
  if (a === b) return 0;
  // Without a list of values, which a table would have made a hundred thousand times; the keys are those of its type.
  for (const dimension of Object.keys(a) as SpendGroup[]) {
    const name = a[dimension] ?? null;
    const other = b[dimension] ?? null;
    if (name === other) continue;
    if (name === null || other === null) return name === null ? 1 : -1;
    return name < other ? -1 : 1;
  }
  return 0;
}
