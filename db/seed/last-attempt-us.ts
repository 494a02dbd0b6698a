import type { Sql } from "postgres";
import { z } from "zod";

const rowSchema = z.object({ last_us: z.coerce.number().nullable() });

/** When the newest stored attempt began, in epoch µs, or null when there is none. */
export async function lastAttemptUs(sql: Sql): Promise<number | null> {
  const [row] = await sql`select (extract(epoch from max(started_at)) * 1000000)::bigint::text as last_us from attempt`;
  return rowSchema.parse(row).last_us;
}
