import { compareNames, isAttemptName, type SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { absentName } from "@/lib/domain/report-dimensions";
import type { AttemptOrder, AttemptPosition } from "./attempt-cursor";
import type { AttemptRow } from "./attempt-rows";
import { measureValue } from "./measure-value";

type Moment = { startedAtUs: number; id: string };

/** Where an attempt stands in a list. */
export function positionOf(row: AttemptRow, by: AttemptOrder["by"]): AttemptPosition {
  return { value: sortedValue(row, by), startedAtUs: row.started_at_us, id: row.id };
}

function sortedValue(row: AttemptRow, by: AttemptOrder["by"]): string | null {
  if (by === "started_at") return null;
  if (by === "outcome") return row.outcome;
  return isAttemptName(by) ? (row[by] ?? absentName(by)) : measureValue(row, by);
}

/** The order of a list, as the database has it: by time, or by a measure or name and then the newest first, what is unknown last. */
export function comparePositions({ by, order }: AttemptOrder): (a: AttemptPosition, b: AttemptPosition) => number {
  if (by === "started_at") return (a, b) => compareMoments(a, b, order);
  if (isAttemptName(by)) {
    const compare = compareNames(by, order);
    return (a, b) => compare(a.value ?? "", b.value ?? "") || compareMoments(a, b, "desc");
  }
  return (a, b) => compareValues(a.value, b.value, order) || compareMoments(a, b, "desc");
}

/** What is sought first counts as less; null comes last. */
export function compareValues(left: string | null, right: string | null, order: SortOrder): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const [a, b] = [BigInt(left), BigInt(right)];
  if (a === b) return 0;
  return a < b === (order === "asc") ? -1 : 1;
}

function compareMoments(a: Moment, b: Moment, order: SortOrder): number {
  const sign = order === "asc" ? 1 : -1;
  if (a.startedAtUs !== b.startedAtUs) return sign * (a.startedAtUs - b.startedAtUs);
  // By bytes, as PostgreSQL's "C".
  return sign * Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
}

/** Rows of several lists in the order of one, each attempt once: as the first list has it. */
export function mergeAttempts(lists: readonly (readonly AttemptRow[])[], sort: AttemptOrder): AttemptRow[] {
  const known = new Map<string, { row: AttemptRow; at: AttemptPosition }>();
  for (const row of lists.flat()) {
    const key = `${row.started_at_us} ${row.id}`;
    if (!known.has(key)) known.set(key, { row, at: positionOf(row, sort.by) });
  }
  const compare = comparePositions(sort);
  return [...known.values()].sort((a, b) => compare(a.at, b.at)).map(({ row }) => row);
}
