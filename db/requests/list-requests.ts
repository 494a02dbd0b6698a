import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import type { Requests } from "@/lib/contract/requests";
import { formatInstantUs } from "@/lib/domain/instant";
import { OUTCOME_CODES, type Outcome } from "@/lib/domain/outcome";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { selectRows } from "../select-rows";
import { textArray } from "../stats/sql-values";
import { attemptColumns, attemptRecord, attemptRowSchema } from "./attempt-rows";
import { decodeCursor, encodeCursor, type RequestCursor, type RequestSort } from "./request-cursor";

export type RequestsInput = {
  window: TimeWindow;
  filters: Filters;
  outcomes: readonly Outcome[];
  requestId?: string | undefined;
  sort: RequestSort;
  limit: number;
  cursor?: string | undefined;
};

/**
 * A page of single attempts, newest or slowest first, and the cursor of the next page.
 *
 * The cursor names the last attempt shown, so records that arrive meanwhile neither repeat nor hide any.
 */
export async function listRequests(db: Db, input: RequestsInput): Promise<Requests> {
  const { window, sort, limit } = input;
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor, sort);
  const order =
    sort === "newest" ? sql`a.started_at desc, a.id desc` : sql`a.duration_us desc, a.started_at desc, a.id desc`;
  const statement = sql`select ${attemptColumns()} from (
      select * from attempt a where ${conditions(input, after)} order by ${order} limit ${limit + 1}
    ) a order by ${order}`;
  const rows = await selectRows(db, statement, attemptRowSchema);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    requests: page.map(attemptRecord),
    next_cursor:
      last && rows.length > limit
        ? encodeCursor({ sort, startedAtUs: last.started_at_us, durationUs: last.duration_us, id: last.id })
        : null,
  };
}

function conditions({ window, filters, outcomes, requestId }: RequestsInput, after: RequestCursor | null): SQL {
  const all = [
    sql`a.bucket = ${ONLY_BUCKET}`,
    sql`a.started_at >= ${window.from.toISOString()}::timestamptz and a.started_at < ${window.to.toISOString()}::timestamptz`,
    ...Object.entries(filters)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => named(name, values)),
  ];
  if (outcomes.length > 0) {
    all.push(sql`a.outcome = any(${`{${outcomes.map((outcome) => OUTCOME_CODES[outcome]).join(",")}}`}::smallint[])`);
  }
  if (requestId !== undefined)
    all.push(sql`(a.request_id = ${requestId} or (a.request_id is null and a.id = ${requestId}))`);
  if (after) all.push(beyond(after));
  return sql.join(all, sql` and `);
}

function named(name: string, values: readonly string[]): SQL {
  return sql`a.${sql.identifier(`${name}_id`)} = any(array(
    select id from dimension where kind = ${name} and value = any(${textArray(values)}::text[])))`;
}

function beyond({ sort, startedAtUs, durationUs, id }: RequestCursor): SQL {
  const startedAt = sql`${formatInstantUs(startedAtUs)}::timestamptz`;
  return sort === "newest"
    ? // The first condition adds nothing but what the index and the pruning of days can use.
      sql`a.started_at <= ${startedAt} and (a.started_at, a.id) < (${startedAt}, ${id})`
    : sql`(a.duration_us, a.started_at, a.id) < (${durationUs}::bigint, ${startedAt}, ${id})`;
}
