import { sql } from "drizzle-orm";
import type { AttemptsExportQuery } from "@/lib/contract/attempts";
import type { Filters } from "@/lib/contract/common";
import type { AttemptRecord } from "@/lib/contract/requests";
import { type AttemptMeasure, isAttemptName } from "@/lib/domain/attempts/attempt-sort";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { fetchRows } from "../focus/fetch-rows";
import { streamTransaction } from "../focus/stream-transaction";
import { measureColumn } from "../schema/measure-columns";
import type { ArchivedAttempts } from "./archived-attempts";
import { attemptConditions, spanOf } from "./attempt-conditions";
import type { AttemptOrder } from "./attempt-cursor";
import { attemptColumns, attemptRecord, attemptRowSchema } from "./attempt-rows";
import { findAttempts } from "./find-attempts";
import { selectionOf } from "./selection-of";

const ROWS_AT_ONCE = 2_000;

export type ReadAllInput = {
  query: AttemptsExportQuery;
  window: TimeWindow;
  filters: Filters;
  /** Days that are in files; without it only what is in the database is read. */
  archived?: ArchivedAttempts;
};

/**
 * The attempts of a selection in its order, some thousand at a time. By time or a name each batch is read when those before it were taken;
 * many by a measure are sorted once, in one snapshot, since each page would have to look over the window anew.
 */
export function readAllAttempts(db: Db, input: ReadAllInput): AsyncGenerator<AttemptRecord[], void, undefined> {
  const { sort: by, order } = input.query;
  if (by === "started_at" || isAttemptName(by) || isReadByPages(input.query))
    return readByPages(db, input, { by, order });
  return readSorted(db, input, by);
}

/** Whether a file of attempts is read by pages: only then can days that are archived be in it. */
export function isReadByPages({ sort, limit, request_id: requestId }: AttemptsExportQuery): boolean {
  return sort === "started_at" || isAttemptName(sort) || limit <= ROWS_AT_ONCE || requestId !== undefined;
}

async function* readByPages(db: Db, input: ReadAllInput, sort: AttemptOrder) {
  const selection = selectionOf(input.query, input);
  let left = input.query.limit;
  let cursor: string | undefined;
  do {
    const limit = Math.min(left, ROWS_AT_ONCE);
    const page = await findAttempts(db, { selection, sort, limit, cursor, archived: input.archived });
    left -= page.rows.length;
    cursor = page.nextCursor ?? undefined;
    yield page.rows.map(attemptRecord);
  } while (cursor !== undefined && left > 0);
}

/** What is unknown follows, the newest first, as on pages. */
function readSorted(db: Db, input: ReadAllInput, measure: AttemptMeasure) {
  const { order, limit } = input.query;
  const selection = selectionOf(input.query, input);
  const sorted = sql`${measureColumn(measure)} ${order === "desc" ? sql`desc` : sql`asc`} nulls last, a.started_at desc, a.id desc`;
  const query = sql`select ${attemptColumns()} from (
      select * from attempt a where ${attemptConditions(selection, spanOf(selection))} order by ${sorted} limit ${limit}
    ) a order by ${sorted}`;
  return streamTransaction<AttemptRecord[]>(db, async (tx, give) => {
    for await (const rows of fetchRows(tx, query, attemptRowSchema)) await give(rows.map(attemptRecord));
  });
}
