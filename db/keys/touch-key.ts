import { and, eq, isNull, lt, or } from "drizzle-orm";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";

/** Notes that a key was used, to the minute: most calls write nothing. */
export async function touchKey(db: Db, input: { id: string; now: Date }): Promise<void> {
  const { id, now } = input;
  const stale = or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, new Date(now.getTime() - MINUTE_MS)));
  await db
    .update(apiKey)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKey.id, id), stale));
}
