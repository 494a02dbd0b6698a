import type { Sql } from "postgres";
import { theRow } from "@/db/the-row";

/**
 * Whether the session of `sql` (a client with one connection) leads: it holds `lock` already, or gets it now.
 *
 * Ask again before every round: a lost connection took the lock with it, and its successor has to win it anew.
 */
export async function tryLead(sql: Sql, lock: number): Promise<boolean> {
  const { leads } = theRow(
    await sql<{ leads: boolean }[]>`
    select case
      when exists (
        select from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and granted
          and (classid::bigint << 32 | objid::bigint) = ${lock}::bigint and objsubid = 1
          and database = (select oid from pg_database where datname = current_database())
      ) then true
      else pg_try_advisory_lock(${lock}::bigint)
    end as leads
  `,
  );
  return leads;
}
