import type { ISql } from "postgres";
import type { TimeWindow } from "@/lib/domain/time/time-window";

/** A closed month and the half-open span it covers, as ISO instants in UTC. */
export type ClosedMonth = { month: string; from: string; to: string };

/** The closed months that share an instant with the range, oldest first. */
export async function listClosedMonths(sql: ISql, { from, to }: TimeWindow): Promise<ClosedMonth[]> {
  const rows = await sql<{ month: string; starts_at: string; ends_at: string }[]>`
    select month, starts_at, ends_at from month_close
    where starts_at < ${to.toISOString()}::timestamptz and ends_at > ${from.toISOString()}::timestamptz
    order by starts_at`;
  return rows.map(({ month, starts_at, ends_at }) => ({
    month,
    from: new Date(starts_at).toISOString(),
    to: new Date(ends_at).toISOString(),
  }));
}
