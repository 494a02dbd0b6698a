import type { Attempts, AttemptsQuery } from "@/lib/contract/attempts";
import type { Filters } from "@/lib/contract/common";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import type { ArchivedAttempts } from "./archived-attempts";
import { attemptRecord } from "./attempt-rows";
import { countAttempts } from "./count-attempts";
import { findAttempts } from "./find-attempts";
import { selectionOf } from "./selection-of";

export type ListAttemptsInput = {
  query: AttemptsQuery;
  window: TimeWindow;
  filters: Filters;
  retention: Retention;
  archived?: ArchivedAttempts;
};

/** A page of the attempts explorer; the first says how many there are, where sums know. */
export async function listAttempts(db: Db, input: ListAttemptsInput): Promise<Omit<Attempts, "archive">> {
  const { query, window, filters, retention, archived } = input;
  const selection = selectionOf(query, input);
  const sort = { by: query.sort, order: query.order };
  const [page, total] = await Promise.all([
    findAttempts(db, { selection, sort, limit: query.limit, cursor: query.cursor, archived }),
    query.cursor === undefined ? countAttempts(db, { selection, retention }) : null,
  ]);
  const isWhole = query.cursor === undefined && page.nextCursor === null;
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    filters,
    sort: query.sort,
    order: query.order,
    attempts: page.rows.map(attemptRecord),
    next_cursor: page.nextCursor,
    partial: page.isPartial,
    searched_until: page.searchedUntilUs === null ? null : formatInstantUs(page.searchedUntilUs),
    total: isWhole ? page.rows.length : total,
  };
}
