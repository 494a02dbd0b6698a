import { and, eq, ne } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { userSession } from "../schema/users";
import { getUser } from "./get-user";

type Ended = {
  userId: string;
  /** One session, or all but one, or all. */
  which: { only: string } | { allBut: string } | "all";
  actor: string;
  now: Date;
};

/** Signs somebody out where they are signed in, and notes who did; NOT_FOUND for a session that is not theirs. */
export function endSessions(db: Db, input: Ended): Promise<void> {
  const { userId, which, actor, now } = input;
  return db.transaction(async (tx) => {
    const { email } = await getUser(tx, { id: userId });
    const theirs = eq(userSession.userId, userId);
    const asked =
      which === "all" ? undefined : "only" in which ? eq(userSession.id, which.only) : ne(userSession.id, which.allBut);
    const ended = await tx.delete(userSession).where(and(theirs, asked)).returning({ id: userSession.id });
    if (which !== "all" && "only" in which && ended.length === 0)
      throw new AppError("NOT_FOUND", t("There is no such session"));
    if (ended.length === 0) return;
    await recordAudit(tx, { actor, action: "session.end", subject: email, before: { sessions: ended.length }, now });
  });
}
