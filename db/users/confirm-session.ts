import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { userSession } from "../schema/users";
import { checkOwnPassword, type TypedAgain } from "./check-own-password";

/** Notes that a session's person typed their password just now; see checkOwnPassword for what is refused. */
export async function confirmSession(db: Db, input: TypedAgain): Promise<void> {
  await checkOwnPassword(db, input);
  await db.update(userSession).set({ confirmedAt: input.now }).where(eq(userSession.id, input.sessionId));
}
