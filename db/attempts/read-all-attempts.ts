import type { AttemptsExportQuery } from "@/lib/contract/attempts";
import type { Filters } from "@/lib/contract/common";
import type { AttemptRecord } from "@/lib/contract/requests";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { attemptRecord } from "./attempt-rows";
import { findAttempts } from "./find-attempts";
import { selectionOf } from "./selection-of";

const ROWS_AT_ONCE = 2_000;

/** The attempts of a selection in its order, some thousand at a time, each read when the ones before were taken. */
export async function* readAllAttempts(
  db: Db,
  input: { query: AttemptsExportQuery; window: TimeWindow; filters: Filters },
): AsyncGenerator<AttemptRecord[], void, undefined> {
  const { query } = input;
  const selection = selectionOf(query, input);
  const sort = { by: query.sort, order: query.order };
  let left = query.limit;
  let cursor: string | undefined;
  do {
    const page = await findAttempts(db, { selection, sort, limit: Math.min(left, ROWS_AT_ONCE), cursor });
    left -= page.rows.length;
    cursor = page.nextCursor ?? undefined;
    yield page.rows.map(attemptRecord);
  } while (cursor !== undefined && left > 0);
}
