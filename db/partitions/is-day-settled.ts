import type { Sql, TransactionSql } from "postgres";
import { theRow } from "@/db/the-row";
import { dayStart, isoDay } from "./partition-days";

/**
 * Whether the sums of a day's attempts are all worked out: not while records of it are not sealed yet, or history is just
 * being imported, of which the next rows may be of the same minutes.
 */
export async function isDaySettled(sql: Sql | TransactionSql, day: number): Promise<boolean> {
  const [from, to] = [dayStart(day), dayStart(day + 1)];
  const { settled } = theRow(
    await sql<{ settled: boolean }[]>`
    select not (exists(select from rollup_fresh where starts_at >= ${from}::timestamptz and starts_at < ${to}::timestamptz)
      or exists(select from rollup_delta d, unnest(d.starts_at) at where at >= ${from}::timestamptz and at < ${to}::timestamptz)
      or exists(select from import_run where finished_at is null and moved_at > now() - interval '10 minutes')) as settled`,
  );
  return settled;
}

/** Whether a day's attempts were changed, and its sums are to be counted anew. */
export async function isRecountQueued(sql: Sql | TransactionSql, day: number): Promise<boolean> {
  const { queued } = theRow(
    await sql<
      { queued: boolean }[]
    >`select exists(select from rollup_recount where day = ${isoDay(day)}::date) as queued`,
  );
  return queued;
}
