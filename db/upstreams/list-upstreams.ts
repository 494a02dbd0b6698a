import { asc } from "drizzle-orm";
import type { Db } from "../client";
import { upstream } from "../schema/upstreams";
import type { UpstreamRow } from "./upstream-row";

/** Every upstream by name, with its sealed key. */
export function listUpstreams(db: Db): Promise<UpstreamRow[]> {
  return db.select().from(upstream).orderBy(asc(upstream.name), asc(upstream.id));
}
