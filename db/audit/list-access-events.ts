import { desc } from "drizzle-orm";
import type { AccessEvent } from "@/lib/contract/audit";
import type { Db } from "../client";
import { accessEvent } from "../schema/audit";

/** The latest sign-ins and refusals, newest first. */
export async function listAccessEvents(db: Db, input: { limit: number }): Promise<AccessEvent[]> {
  const rows = await db
    .select()
    .from(accessEvent)
    .orderBy(desc(accessEvent.lastAt), desc(accessEvent.id))
    .limit(input.limit);
  return rows.map(({ id, lastAt, event, who, address, agent, path, count }) => ({
    id,
    at: lastAt.toISOString(),
    event,
    who,
    address,
    agent,
    path,
    count,
  }));
}
