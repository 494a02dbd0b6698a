import { isAttemptName } from "@/lib/domain/attempts/attempt-sort";
import type { Db } from "../client";
import { type ArchivedAttempts, NO_ARCHIVE } from "./archived-attempts";
import { type AttemptSelection, spanOf } from "./attempt-conditions";
import { type AttemptOrder, decodeCursor, encodeCursor } from "./attempt-cursor";
import type { AttemptRow } from "./attempt-rows";
import { positionOf } from "./compare-attempts";
import { findByMeasureEverywhere } from "./find-by-measure-everywhere";
import { findByName } from "./find-by-name";
import { findThroughTime } from "./find-through-time";

export type AttemptsInput = {
  selection: AttemptSelection;
  sort: AttemptOrder;
  limit: number;
  cursor?: string | undefined;
  /** Whether attempts whose measure is unknown are in the list, after all others. */
  withUnknown?: boolean;
  /** So few attempts are sorted as they are, without a sample. */
  sortedAtOnce?: number;
  /** Days that are in files; without it only what is in the database is found. */
  archived?: ArchivedAttempts | undefined;
  /** Milliseconds by some clock. */
  now?: () => number;
};

/** `searchedUntilUs` is set where the page ends for lack of time; null without a place in time where it is by a measure or name. */
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
  const { archived = NO_ARCHIVE } = input;
  const listed = () => archived.days(spanOf(input.selection));
  for (let days = await listed(); ; ) {
    const page = await findPage(db, { ...input, archived, days });
    const daysAfter = await listed();
    // A day that was dropped meanwhile, or late attempts of it, may have been looked for in neither place.
    if (daysAfter.every(({ file }) => days.some((before) => before.file === file))) return page;
    days = daysAfter;
  }
}

type PageInput = AttemptsInput & { archived: ArchivedAttempts; days: Awaited<ReturnType<ArchivedAttempts["days"]>> };

async function findPage(db: Db, input: PageInput): Promise<AttemptsPage> {
  const { selection, sort, limit, withUnknown = true, now = () => performance.now(), archived, days } = input;
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor, sort);
  const common = { selection, order: sort.order, after, limit: limit + 1, isOver: budget() };
  const { rows, searchedTo, searchedUntilUs } = await find();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = last && rows.length > limit ? positionOf(last, sort.by) : searchedTo;
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
    if (isAttemptName(sort.by)) {
      const found = await findByName(db, { ...common, name: sort.by, archived, days });
      return { ...found, searchedUntilUs: null };
    }
    if (sort.by !== "started_at") {
      const found = await findByMeasureEverywhere(db, {
        ...common,
        measure: sort.by,
        withUnknown,
        sortedAtOnce: input.sortedAtOnce,
        budget,
        archived,
        days,
      });
      return { ...found, searchedUntilUs: null };
    }
    const found = await findThroughTime(db, { ...common, archived, days });
    const { searchedUntilUs } = found;
    return {
      ...found,
      searchedTo: searchedUntilUs === null ? null : { value: null, startedAtUs: searchedUntilUs, id: "" },
    };
  }
}
