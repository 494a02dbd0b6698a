import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { userSession } from "../schema/users";

/** Ends a session that was idle too long. */
export async function endSession(db: Db, input: { id: string }): Promise<void> {
  await db.delete(userSession).where(eq(userSession.id, input.id));
}
