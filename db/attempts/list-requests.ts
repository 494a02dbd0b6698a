import type { Filters } from "@/lib/contract/common";
import type { Requests } from "@/lib/contract/requests";
import type { Outcome } from "@/lib/domain/outcome";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import type { ArchivedAttempts } from "./archived-attempts";
import type { AttemptOrder } from "./attempt-cursor";
import { attemptRecord } from "./attempt-rows";
import { findAttempts } from "./find-attempts";

type RequestSort = "newest" | "slowest";

export type RequestsInput = {
  window: TimeWindow;
  filters: Filters;
  outcomes: readonly Outcome[];
  requestId?: string | undefined;
  sort: RequestSort;
  limit: number;
  cursor?: string | undefined;
  archived?: ArchivedAttempts;
  /** Milliseconds by some clock. */
  now?: () => number;
};

const ORDERS: Readonly<Record<RequestSort, AttemptOrder>> = {
  newest: { by: "started_at", order: "desc" },
  slowest: { by: "duration_ms", order: "desc" },
};

/**
 * A page of single attempts, newest or slowest first, and the cursor of the next page. Among the slowest are none whose
 * duration is unknown.
 */
export async function listRequests(db: Db, input: RequestsInput): Promise<Omit<Requests, "archive">> {
  const { window, filters, outcomes, requestId, sort, limit, cursor, archived, now } = input;
  const { rows, nextCursor, searchedUntilUs } = await findAttempts(db, {
    ...{ selection: { window, filters, outcomes, requestId }, sort: ORDERS[sort], limit, cursor, archived },
    ...{ withUnknown: false, ...(now ? { now } : {}) },
  });
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    requests: rows.map(attemptRecord),
    next_cursor: nextCursor,
    searched_until: searchedUntilUs === null ? null : formatInstantUs(searchedUntilUs),
  };
}
