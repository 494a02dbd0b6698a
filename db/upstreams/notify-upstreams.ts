import { sql } from "drizzle-orm";
import type { Db } from "../client";

/** Where listeners hear that upstreams have changed, once the transaction that did it has committed. */
export const UPSTREAM_CHANNEL = "upstream";

/** Has every replica read the upstreams anew. */
export async function notifyUpstreams(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_notify(${UPSTREAM_CHANNEL}, '')`);
}
