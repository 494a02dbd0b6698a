import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { theRow } from "../the-row";

const rowSchema = z.object({ day: z.iso.date().nullable() });

/** The UTC day of the first record there is, attempt or usage, whatever is retained of it; null where there is none. */
export async function getFirstDay(db: Db): Promise<string | null> {
  const rows = await selectRows(
    db,
    sql`select least(
      (select min(day) from attempt_day),
      (select min(starts_at at time zone 'UTC')::date from usage_record)
    )::text as day`,
    rowSchema,
  );
  return theRow(rows).day;
}

/** When records begin, where that is after `from`; null where a period from then on lacks nothing. */
export async function getRecordsFrom(db: Db, from: Date): Promise<string | null> {
  const day = await getFirstDay(db);
  const start = day === null ? null : new Date(`${day}T00:00:00Z`);
  return start !== null && start > from ? start.toISOString() : null;
}
