import type { SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { DAY_US, US_PER_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { ArchivedAttempts } from "./archived-attempts";
import { type InstantSpan, spanOf } from "./attempt-conditions";
import type { AttemptRow } from "./attempt-rows";
import { mergeAttempts } from "./compare-attempts";
import { findArchivedByTime } from "./find-archived-by-time";
import { type FoundByTime, findByTime, spanAfter, type TimeSearch } from "./find-by-time";
import { archivedConditions } from "./match-archived";

type EverywhereSearch = TimeSearch & { archived: ArchivedAttempts; days: readonly { day: number }[] };

/** What findByTime finds, on the days that are archived in their files as well. */
export async function findThroughTime(db: Db, search: EverywhereSearch): Promise<FoundByTime> {
  const { days, archived, ...asked } = search;
  if (days.length === 0) return findByTime(db, asked);
  const { order, after, limit, isOver, selection } = asked;
  const conditions = archivedConditions(selection);
  const rows: AttemptRow[] = [];
  let hasSearched = false;
  for (const { day, span } of partsOf(spanOf(selection), days, order)) {
    if (rows.length >= limit) break;
    if (spanAfter(span, order, after) === null) continue;
    // The first part is always searched, so that every page gets on.
    if (hasSearched && isOver()) return { rows, searchedUntilUs: order === "desc" ? span.toUs : span.fromUs };
    hasSearched = true;
    const left = { ...asked, limit: limit - rows.length };
    const stored = await findByTime(db, { ...left, selection: { ...selection, window: windowOf(span) } });
    const filed =
      day === null ? null : await archived.read(day, (file) => findArchivedByTime(file, { ...left, conditions, span }));
    const found = filed ? merged([stored, filed], left) : stored;
    rows.push(...found.rows);
    if (found.searchedUntilUs !== null) return { rows, searchedUntilUs: found.searchedUntilUs };
  }
  return { rows, searchedUntilUs: null };
}

/** What both found, as far as both have searched. */
function merged(found: readonly FoundByTime[], { order, limit }: { order: SortOrder; limit: number }): FoundByTime {
  const ends = found.flatMap(({ searchedUntilUs }) => searchedUntilUs ?? []);
  const all = mergeAttempts(
    found.map(({ rows }) => rows),
    { by: "started_at", order },
  );
  if (ends.length === 0) return { rows: all.slice(0, limit), searchedUntilUs: null };
  const end = order === "desc" ? Math.max(...ends) : Math.min(...ends);
  const rows = all.filter(({ started_at_us: at }) => (order === "desc" ? at >= end : at < end)).slice(0, limit);
  return { rows, searchedUntilUs: rows.length < limit ? end : null };
}

/** A span in the order of a list: each archived day by itself, and what lies between them. */
function partsOf(
  { fromUs, toUs }: InstantSpan,
  days: readonly { day: number }[],
  order: SortOrder,
): { day: number | null; span: InstantSpan }[] {
  const parts: { day: number | null; span: InstantSpan }[] = [];
  let at = fromUs;
  const add = (day: number | null, end: number) => {
    if (end > at) parts.push({ day, span: { fromUs: at, toUs: end } });
    at = Math.max(at, end);
  };
  for (const { day } of days) {
    add(null, Math.min(day * DAY_US, toUs));
    add(day, Math.min((day + 1) * DAY_US, toUs));
  }
  add(null, toUs);
  return order === "desc" ? parts.reverse() : parts;
}

/** A span as the window of a selection. */
export function windowOf({ fromUs, toUs }: InstantSpan) {
  return { from: new Date(fromUs / US_PER_MS), to: new Date(toUs / US_PER_MS) };
}
