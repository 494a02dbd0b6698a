import type { Sql } from "postgres";

/** Deletes minutes older than two hours and hours older than eight days: what the ingest page looks at, and a bit. */
export async function forgetIngestStats(sql: Sql): Promise<void> {
  await sql`
    delete from arrival
    where (span = 'minute' and starts_at < now() - interval '2 hours') or starts_at < now() - interval '8 days'`;
}
