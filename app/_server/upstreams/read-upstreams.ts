import { listUpstreams } from "@/db/upstreams/list-upstreams";
import type { Upstreams } from "@/lib/contract/upstreams";
import { getEnv } from "@/lib/env";
import { getReadDb } from "../runtime";
import { shownUpstream } from "./shown-upstream";

/** Every upstream by name. */
export async function readUpstreams(): Promise<Upstreams> {
  const env = getEnv();
  const rows = await listUpstreams(getReadDb());
  return { as_of: new Date().toISOString(), upstreams: rows.map((row) => shownUpstream(row, env)) };
}
