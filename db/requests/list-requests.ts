import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import type { Requests } from "@/lib/contract/requests";
import { OUTCOME_CODES, type Outcome } from "@/lib/domain/outcome";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_US } from "@/lib/domain/time/units";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { selectRows } from "../select-rows";
import { type AttemptRow, attemptColumns, attemptRecord, attemptRowSchema } from "./attempt-rows";
import { decodeCursor, encodeCursor, type RequestCursor, type RequestSort } from "./request-cursor";

export type RequestsInput = {
  window: TimeWindow;
  filters: Filters;
  outcomes: readonly Outcome[];
  requestId?: string | undefined;
  sort: RequestSort;
  limit: number;
  cursor?: string | undefined;
  /** Milliseconds by some clock. */
  now?: () => number;
};

const FIRST_SLICE_US = 15 * MINUTE_US;
/** After it a page ends where the search has come to; the slice that crosses it takes as long at most as all before it. */
const BUDGET_MS = 1_000;

/** Rows in order, and the instant down to which the window was searched where that is not all of it. */
type Found = { rows: AttemptRow[]; searchedUntilUs: number | null };

/**
 * A page of single attempts, newest or slowest first, and the cursor of the next page. Among the slowest are none whose
 * duration is unknown.
 *
 * The cursor names the last attempt shown, so records that arrive meanwhile neither repeat nor hide any. Where few attempts
 * are asked for among many, the newest are searched for about a second; then the page has what was found until then.
 */
export async function listRequests(db: Db, input: RequestsInput): Promise<Requests> {
  const { window, sort, limit } = input;
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor, sort);
  const { rows, searchedUntilUs } = await (sort === "newest" ? findNewest : findSlowest)(db, input, after);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    last && rows.length > limit
      ? { startedAtUs: last.started_at_us, durationUs: last.duration_us ?? 0, id: last.id }
      : searchedUntilUs !== null && { startedAtUs: searchedUntilUs, durationUs: 0, id: "" };
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    requests: page.map(attemptRecord),
    next_cursor: next ? encodeCursor({ sort, ...next }) : null,
    searched_until: searchedUntilUs === null ? null : formatInstantUs(searchedUntilUs),
  };
}

/** Slice after slice into the past, each twice as long, until the page is full or its time is over. */
async function findNewest(db: Db, input: RequestsInput, after: RequestCursor | null): Promise<Found> {
  const { window, limit, now = () => performance.now() } = input;
  const startedAt = now();
  const firstUs = window.from.getTime() * 1_000;
  let beforeUs = Math.min(window.to.getTime() * 1_000, after ? after.startedAtUs + 1 : Number.POSITIVE_INFINITY);
  const rows: AttemptRow[] = [];
  for (let sliceUs = FIRST_SLICE_US; beforeUs > firstUs && rows.length <= limit; sliceUs *= 2) {
    if (now() - startedAt > BUDGET_MS) return { rows, searchedUntilUs: beforeUs };
    const fromUs = Math.max(firstUs, beforeUs - sliceUs);
    const where = conditions(input, { fromUs, toUs: beforeUs }, after);
    rows.push(...(await readPage(db, input, where, limit + 1 - rows.length)));
    beforeUs = fromUs;
  }
  return { rows, searchedUntilUs: null };
}

async function findSlowest(db: Db, input: RequestsInput, after: RequestCursor | null): Promise<Found> {
  const { from, to } = input.window;
  const where = conditions(input, { fromUs: from.getTime() * 1_000, toUs: to.getTime() * 1_000 }, after);
  return { rows: await readPage(db, input, where, input.limit + 1), searchedUntilUs: null };
}

function readPage(db: Db, { sort, requestId }: RequestsInput, where: SQL, limit: number): Promise<AttemptRow[]> {
  const order =
    sort === "newest" ? sql`a.started_at desc, a.id desc` : sql`a.duration_us desc, a.started_at desc, a.id desc`;
  const page = (from: SQL) => sql`select ${attemptColumns()} from (
      select * from ${from} a order by ${order} limit ${limit}
    ) a order by ${order}`;
  const found = sql`(select * from attempt a where ${where})`;
  if (requestId === undefined) return selectRows(db, page(found), attemptRowSchema);
  // A few among millions: in order, as a limit suggests, the planner would look at each.
  const statement = sql`with found as materialized ${found} ${page(sql`found`)}`;
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return selectRows(tx, statement, attemptRowSchema);
    },
    { accessMode: "read only" },
  );
}

type Slice = { fromUs: number; toUs: number };

function conditions(
  { filters, outcomes, requestId, sort }: RequestsInput,
  { fromUs, toUs }: Slice,
  after: RequestCursor | null,
): SQL {
  const all = [
    sql`a.bucket = ${ONLY_BUCKET}`,
    sql`a.started_at >= ${formatInstantUs(fromUs)}::timestamptz and a.started_at < ${formatInstantUs(toUs)}::timestamptz`,
  ];
  if (outcomes.length > 0) {
    all.push(sql`a.outcome = any(${`{${outcomes.map((outcome) => OUTCOME_CODES[outcome]).join(",")}}`}::smallint[])`);
  }
  // As indexRequests has it.
  if (requestId !== undefined) all.push(sql`coalesce(a.request_id, a.id) = ${requestId}`);
  if (sort === "slowest") all.push(sql`a.duration_us is not null`);
  if (after) all.push(beyond(after));
  // Looked up once: as a subquery the planner knows nothing of how many there are.
  return sql`${sql.join(all, sql` and `)}${filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]))}`;
}

function beyond({ sort, startedAtUs, durationUs, id }: RequestCursor): SQL {
  const startedAt = sql`${formatInstantUs(startedAtUs)}::timestamptz`;
  return sort === "newest"
    ? // The first condition adds nothing but what the index and the pruning of days can use.
      sql`a.started_at <= ${startedAt} and (a.started_at, a.id) < (${startedAt}, ${id})`
    : sql`(a.duration_us, a.started_at, a.id) < (${durationUs}::bigint, ${startedAt}, ${id})`;
}
