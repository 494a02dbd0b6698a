import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { upstream } from "../schema/upstreams";
import { noUpstream } from "./lock-upstream";
import type { UpstreamRow } from "./upstream-row";

/** An upstream with its sealed key; NOT_FOUND where there is none. */
export async function getUpstream(db: Db, { id }: { id: number }): Promise<UpstreamRow> {
  const [row] = await db.select().from(upstream).where(eq(upstream.id, id));
  if (!row) throw noUpstream(id);
  return row;
}
