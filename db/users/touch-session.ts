import { and, eq, lt } from "drizzle-orm";
import type { Db } from "../client";
import { userSession } from "../schema/users";

/** Notes that a session is in use, which keeps it from ending for being idle. */
export async function touchSession(db: Db, input: { id: string; now: Date }): Promise<void> {
  const { id, now } = input;
  const isOlder = and(eq(userSession.id, id), lt(userSession.updatedAt, now));
  await db.update(userSession).set({ updatedAt: now }).where(isOlder);
}
