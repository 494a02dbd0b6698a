import type { Sql } from "postgres";

/** Notes that a background job was just done, by whom, on the database's clock. */
export async function recordWorkerHeartbeat(sql: Sql, input: { name: string; holder: string }): Promise<void> {
  await sql`
    insert into worker_heartbeat (name, holder, beat_at) values (${input.name}, ${input.holder}, now())
    on conflict (name) do update set holder = excluded.holder, beat_at = excluded.beat_at
  `;
}

/** Seconds since a background job was last done by anybody, or null when it never was. */
export async function getHeartbeatAge(sql: Sql, input: { name: string }): Promise<number | null> {
  const [row] = await sql<{ seconds: number }[]>`
    select extract(epoch from now() - beat_at)::float8 as seconds from worker_heartbeat where name = ${input.name}
  `;
  return row?.seconds ?? null;
}
