import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { personSession } from "../schema/people";

/** Ends a session that was idle too long. */
export async function endSession(db: Db, input: { id: string }): Promise<void> {
  await db.delete(personSession).where(eq(personSession.id, input.id));
}
