import type { Sql } from "postgres";
import type { TimeWindow } from "@/lib/domain/time/time-window";

/** A closed month and the half-open span it covers, as ISO instants in UTC. */
export type ClosedMonth = { month: string; from: string; to: string };

/** The closed months that share an instant with the range, oldest first. */
export async function listClosedMonths(sql: Sql, { from, to }: TimeWindow): Promise<ClosedMonth[]> {
  const rows = await sql<{ month: string; starts_at: Date; ends_at: Date }[]>`
    select month, starts_at, ends_at from month_close
    where starts_at < ${to} and ends_at > ${from}
    order by starts_at`;
  return rows.map(({ month, starts_at, ends_at }) => ({
    month,
    from: starts_at.toISOString(),
    to: ends_at.toISOString(),
  }));
}
