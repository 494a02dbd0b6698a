import { type SQL, sql } from "drizzle-orm";
import type { SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { type AttemptSelection, attemptConditions, type InstantSpan, spanOf } from "./attempt-conditions";
import type { AttemptRow } from "./attempt-rows";
import { readAttempts } from "./read-attempts";

const FIRST_SLICE_US = 15 * MINUTE_US;

/** Rows in order, and the instant up to which the window was searched where that is not all of it. */
export type FoundByTime = { rows: AttemptRow[]; searchedUntilUs: number | null };

export type TimeSearch = {
  selection: AttemptSelection;
  order: SortOrder;
  /** Only attempts after this one. */
  after: { startedAtUs: number; id: string } | null;
  limit: number;
  /** A further condition on the attempts `a`. */
  where?: SQL;
  isOver: () => boolean;
};

/** Slice after slice of time, each twice as long, until there are enough or the time for it is over. */
export async function findByTime(db: Db, search: TimeSearch): Promise<FoundByTime> {
  const { selection, order, after, limit, where = sql`true`, isOver } = search;
  const rows: AttemptRow[] = [];
  let left: InstantSpan | null = spanAfter(spanOf(selection), order, after);
  for (let sliceUs = FIRST_SLICE_US; left !== null && rows.length < limit; sliceUs *= 2) {
    // The first slice is always searched, so that every page gets on.
    if (isOver() && sliceUs > FIRST_SLICE_US) {
      return { rows, searchedUntilUs: order === "desc" ? left.toUs : left.fromUs };
    }
    const slice: InstantSpan = sliceOf(left, order, sliceUs);
    rows.push(
      ...(await readAttempts(db, {
        where: sql`${attemptConditions(selection, slice)} and ${where}${after ? startedAfter(after, order) : sql``}`,
        order: order === "desc" ? sql`a.started_at desc, a.id desc` : sql`a.started_at, a.id`,
        limit: limit - rows.length,
        isNarrow: selection.requestId !== undefined,
      })),
    );
    left = rest(left, slice, order);
  }
  return { rows, searchedUntilUs: null };
}

/** Attempts `a` that come after one in the order of time, ids deciding; begins with "and". */
export function startedAfter({ startedAtUs, id }: { startedAtUs: number; id: string }, order: SortOrder): SQL {
  const startedAt = sql`${formatInstantUs(startedAtUs)}::timestamptz`;
  return order === "desc"
    ? sql` and (a.started_at, a.id) < (${startedAt}, ${id})`
    : sql` and (a.started_at, a.id) > (${startedAt}, ${id})`;
}

/** What of a span may have attempts after one; null for nothing. */
export function spanAfter(
  { fromUs, toUs }: InstantSpan,
  order: SortOrder,
  after: TimeSearch["after"],
): InstantSpan | null {
  const left =
    order === "desc"
      ? { fromUs, toUs: Math.min(toUs, after ? after.startedAtUs + 1 : toUs) }
      : { fromUs: Math.max(fromUs, after ? after.startedAtUs : fromUs), toUs };
  return left.fromUs < left.toUs ? left : null;
}

function sliceOf({ fromUs, toUs }: InstantSpan, order: SortOrder, lengthUs: number): InstantSpan {
  return order === "desc"
    ? { fromUs: Math.max(fromUs, toUs - lengthUs), toUs }
    : { fromUs, toUs: Math.min(toUs, fromUs + lengthUs) };
}

function rest({ fromUs, toUs }: InstantSpan, slice: InstantSpan, order: SortOrder): InstantSpan | null {
  const left = order === "desc" ? { fromUs, toUs: slice.fromUs } : { fromUs: slice.toUs, toUs };
  return left.fromUs < left.toUs ? left : null;
}
