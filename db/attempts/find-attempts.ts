import type { Db } from "../client";
import type { AttemptSelection } from "./attempt-conditions";
import { type AttemptOrder, type AttemptPosition, decodeCursor, encodeCursor } from "./attempt-cursor";
import type { AttemptRow } from "./attempt-rows";
import { findByMeasure } from "./find-by-measure";
import { findByTime } from "./find-by-time";
import { measureValue } from "./measure-value";

export type AttemptsInput = {
  selection: AttemptSelection;
  sort: AttemptOrder;
  limit: number;
  cursor?: string | undefined;
  /** Whether attempts whose measure is unknown are in the list, after all others. */
  withUnknown?: boolean;
  /** So few attempts are sorted as they are, without a sample. */
  sortedAtOnce?: number;
  /** Milliseconds by some clock. */
  now?: () => number;
};

/** `searchedUntilUs` is set where the page ends for lack of time; null without a place in time where it is by a measure. */
export type AttemptsPage = {
  rows: AttemptRow[];
  nextCursor: string | null;
  isPartial: boolean;
  searchedUntilUs: number | null;
};

/** After it a page ends where the search has come to; the step that crosses it takes as long at most as all before it. */
const BUDGET_MS = 1_000;

/**
 * A page of single attempts in any order, and the cursor of the next page.
 *
 * The cursor names the last attempt shown, so records that arrive meanwhile neither repeat nor hide any. Where few attempts
 * are asked for among many, the page ends after a second or two with what was found, and the next goes on from there.
 */
export async function findAttempts(db: Db, input: AttemptsInput): Promise<AttemptsPage> {
  const { selection, sort, limit, withUnknown = true, now = () => performance.now() } = input;
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor, sort);
  const common = { selection, order: sort.order, after, limit: limit + 1, isOver: budget() };
  const { rows, searchedTo, searchedUntilUs } = await find();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = last && rows.length > limit ? positionOf(last) : searchedTo;
  return {
    rows: page,
    nextCursor: next && encodeCursor(sort, next),
    isPartial: rows.length <= limit && searchedTo !== null,
    searchedUntilUs,
  };

  function budget() {
    const startedAt = now();
    return () => now() - startedAt > BUDGET_MS;
  }

  async function find() {
    if (sort.by !== "started_at") {
      const found = await findByMeasure(db, {
        ...common,
        measure: sort.by,
        withUnknown,
        sortedAtOnce: input.sortedAtOnce,
        budget,
      });
      return { ...found, searchedUntilUs: null };
    }
    const found = await findByTime(db, common);
    const { searchedUntilUs } = found;
    return {
      ...found,
      searchedTo: searchedUntilUs === null ? null : { value: null, startedAtUs: searchedUntilUs, id: "" },
    };
  }

  function positionOf(row: AttemptRow): AttemptPosition {
    const value = sort.by === "started_at" ? null : measureValue(row, sort.by);
    return { value, startedAtUs: row.started_at_us, id: row.id };
  }
}
