import type { Sql } from "postgres";

/** Leaves the lead to another process, if the session of `sql` (a client with one connection) has it. */
export async function giveUpLead(sql: Sql): Promise<void> {
  await sql`select pg_advisory_unlock_all()`;
}
