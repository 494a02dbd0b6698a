import { and, eq, lt } from "drizzle-orm";
import type { Db } from "../client";
import { personSession } from "../schema/people";

/** Notes that a session is in use, which keeps it from ending for being idle. */
export async function touchSession(db: Db, input: { id: string; now: Date }): Promise<void> {
  const { id, now } = input;
  const isOlder = and(eq(personSession.id, id), lt(personSession.updatedAt, now));
  await db.update(personSession).set({ updatedAt: now }).where(isOlder);
}
