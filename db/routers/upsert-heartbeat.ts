import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { routerHeartbeat } from "@/db/schema/router-heartbeats";
import { AppError } from "@/lib/contract/error";
import type { Heartbeat } from "@/lib/contract/routers";

const ROUTERS_MAX = 10_000;

export type ReceivedHeartbeat = { heartbeat: Heartbeat; keyId: string; now: Date };

/**
 * Keeps what a router said last. In a transaction it holds other reports of the same router off until the commit.
 *
 * Names are bounded, since any key may bring new ones: past the bound a new one is UNPROCESSABLE.
 */
export async function upsertHeartbeat(db: Db, { heartbeat, keyId, now }: ReceivedHeartbeat): Promise<void> {
  const at = now.toISOString();
  const {
    router,
    client = null,
    bundle_version,
    bundle_digest = null,
    bundle_age_seconds = null,
    interval_seconds,
    breakers,
  } = heartbeat;
  const rows = await db.execute(sql`
    insert into ${routerHeartbeat} (
      router, key_id, client, bundle_version, bundle_digest, bundle_age_s, breakers, interval_s, first_seen_at, seen_at
    )
    select ${router}::text, ${keyId}::text, ${client}::text, ${bundle_version}::bigint, ${bundle_digest}::text, ${bundle_age_seconds}::integer,
      ${JSON.stringify(breakers)}::text::jsonb, ${interval_seconds}::integer, ${at}::timestamptz, ${at}::timestamptz
    where exists (select from ${routerHeartbeat} where router = ${router}::text)
      or (select count(*) from ${routerHeartbeat}) < ${ROUTERS_MAX}
    on conflict (router) do update set
      key_id = excluded.key_id, client = excluded.client, bundle_version = excluded.bundle_version,
      bundle_digest = excluded.bundle_digest, bundle_age_s = excluded.bundle_age_s, breakers = excluded.breakers, interval_s = excluded.interval_s,
      seen_at = excluded.seen_at
    returning router`);
  if (rows.length > 0) return;
  throw new AppError(
    "UNPROCESSABLE",
    `${ROUTERS_MAX} routers report already; give this one the name of one that is gone`,
  );
}
