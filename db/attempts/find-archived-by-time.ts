import type { SortOrder } from "@/lib/domain/attempts/attempt-sort";
import type { AttemptsFile } from "./archived-attempts";
import { archivedRow } from "./archived-row";
import type { InstantSpan } from "./attempt-conditions";
import type { AttemptRow } from "./attempt-rows";
import { comparePositions, mergeAttempts, positionOf } from "./compare-attempts";
import { type FoundByTime, spanAfter, type TimeSearch } from "./find-by-time";
import { type ArchivedCondition, placesIn } from "./match-archived";

type ArchivedSearch = Pick<TimeSearch, "order" | "after" | "limit" | "isOver"> & {
  conditions: readonly ArchivedCondition[];
  span: InstantSpan;
};

/** The first attempts of a day's file: group after group, until there are enough or the time for it is over. */
export async function findArchivedByTime(file: AttemptsFile, search: ArchivedSearch): Promise<FoundByTime> {
  const { order, after, limit, isOver, conditions } = search;
  const sort = { by: "started_at", order } as const;
  const compare = comparePositions(sort);
  const span = spanAfter(search.span, order, after);
  const beganAt = after?.startedAtUs ?? (order === "desc" ? search.span.toUs : search.span.fromUs);
  let rows: AttemptRow[] = [];
  for (const [index, { group, firstUs, lastUs }] of (span ? groupsIn(file, span, order) : []).entries()) {
    // Attempts of one instant may be in two groups: only what lies before the next group is in its place.
    const settled = rows.filter((row) => (order === "desc" ? row.started_at_us > lastUs : row.started_at_us < firstUs));
    if (settled.length >= limit) break;
    // Every page gets on: it ends no earlier than beyond the instant it began with, of which several groups may have some.
    const searchedUntilUs = order === "desc" ? lastUs + 1 : firstUs;
    const isBeyond = order === "desc" ? searchedUntilUs < beganAt : searchedUntilUs > beganAt;
    if (index > 0 && isBeyond && isOver()) return { rows: settled, searchedUntilUs };
    const places = await placesIn(file, group, { conditions, span: span ?? search.span });
    const read = await file.readGroup(group, firstOf(places, { order, limit, atUs: after?.startedAtUs }));
    const beyond = read
      .map(archivedRow)
      .filter((row) => after === null || compare(positionOf(row, "started_at"), { value: null, ...after }) > 0);
    rows = mergeAttempts([rows, beyond], sort);
  }
  return { rows: rows.slice(0, limit), searchedUntilUs: null };
}

/** The groups that have attempts of a span, in the order of time. */
export function groupsIn({ groups }: AttemptsFile, { fromUs, toUs }: InstantSpan, order: SortOrder = "asc") {
  const found = groups
    .map(({ firstUs, lastUs }, group) => ({ group, firstUs, lastUs }))
    .filter(({ firstUs, lastUs }) => lastUs >= fromUs && firstUs < toUs);
  return order === "desc" ? found.reverse() : found;
}

type Place = { place: number; startedAtUs: number };

/** Of the places, enough that the first by time are among them, those of one instant all or none; besides all at an instant. */
function firstOf(
  places: readonly Place[],
  { order, limit, atUs }: { order: SortOrder; limit: number; atUs: number | undefined },
): number[] {
  const sign = order === "desc" ? -1 : 1;
  const inOrder = places.toSorted((a, b) => sign * (a.startedAtUs - b.startedAtUs));
  const last = inOrder.filter(({ startedAtUs }) => startedAtUs !== atUs)[limit - 1];
  const chosen = last
    ? inOrder.filter(({ startedAtUs }) => sign * (startedAtUs - last.startedAtUs) <= 0 || startedAtUs === atUs)
    : inOrder;
  return chosen.map(({ place }) => place).sort((a, b) => a - b);
}
