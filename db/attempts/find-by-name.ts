import { type AttemptName, compareNames, type SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { OUTCOMES } from "@/lib/domain/outcome";
import { DAY_US } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { ArchivedAttempts } from "./archived-attempts";
import type { AttemptSelection, InstantSpan } from "./attempt-conditions";
import type { AttemptPosition } from "./attempt-cursor";
import type { AttemptRow } from "./attempt-rows";
import type { FoundByMeasure } from "./find-by-measure";
import { findThroughTime, windowOf } from "./find-through-time";
import { listNameSpans } from "./list-name-spans";

export type NameSearch = {
  selection: AttemptSelection;
  name: AttemptName;
  order: SortOrder;
  after: AttemptPosition | null;
  limit: number;
  isOver: () => boolean;
  archived: ArchivedAttempts;
  days: readonly { day: number }[];
};

/**
 * The attempts that come first by a name, those of one name the newest first, exactly; those without one last.
 *
 * Name after name, each on the days alone on which sums have attempts of it: a name that is seldom seen is not sought in a month.
 */
export async function findByName(db: Db, search: NameSearch): Promise<FoundByMeasure> {
  const { selection, name, order, after, limit, isOver, archived, days } = search;
  const compare = compareNames(name, order);
  const named = (await listNameSpans(db, { selection, name })).toSorted((a, b) => compare(a.value, b.value));
  const rows: AttemptRow[] = [];
  let hasSearched = false;
  for (const { value, spans } of named) {
    if (after?.value != null && compare(value, after.value) < 0) continue;
    const isFirst = value === after?.value;
    for (const span of spans) {
      if (rows.length >= limit) return { rows, searchedTo: null };
      // What a page goes on from lies before this.
      if (isFirst && span.fromUs > after.startedAtUs) continue;
      // The first is always searched, so that every page gets on.
      if (hasSearched && isOver()) return { rows, searchedTo: { value, startedAtUs: span.toUs, id: "" } };
      hasSearched = true;
      const found = await findThroughTime(db, {
        ...{ order: "desc", limit: limit - rows.length, after: isFirst ? after : null, isOver, archived },
        selection: { ...narrowed(selection, name, value), window: windowOf(span) },
        days: days.filter(({ day }) => touches(day, span)),
      });
      rows.push(...found.rows);
      if (found.searchedUntilUs !== null) {
        return { rows, searchedTo: { value, startedAtUs: found.searchedUntilUs, id: "" } };
      }
    }
  }
  return { rows, searchedTo: null };
}

function narrowed(selection: AttemptSelection, name: AttemptName, value: string): AttemptSelection {
  if (name !== "outcome") return { ...selection, filters: { ...selection.filters, [name]: [value] } };
  return { ...selection, outcomes: OUTCOMES.filter((outcome) => outcome === value) };
}

function touches(day: number, { fromUs, toUs }: InstantSpan): boolean {
  return day * DAY_US < toUs && (day + 1) * DAY_US > fromUs;
}
