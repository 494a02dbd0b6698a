import type { Sql } from "@/db/client";

/** Forgets the routers nothing was received of for so many days. What they reported of their breakers stays. */
export async function forgetRouters(sql: Sql, { silentDays }: { silentDays: number }): Promise<void> {
  await sql`delete from router_heartbeat where seen_at < now() - make_interval(days => ${silentDays}::int)`;
}
