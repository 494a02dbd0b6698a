import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { personSession } from "../schema/people";
import { checkOwnPassword, type TypedAgain } from "./check-own-password";

/** Notes that a session's person typed their password just now; see checkOwnPassword for what is refused. */
export async function confirmSession(db: Db, input: TypedAgain): Promise<void> {
  await checkOwnPassword(db, input);
  await db.update(personSession).set({ confirmedAt: input.now }).where(eq(personSession.id, input.sessionId));
}
