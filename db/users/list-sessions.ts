import { and, desc, eq } from "drizzle-orm";
import type { Session } from "@/lib/contract/account";
import { SESSION_IDLE_MS } from "@/lib/domain/access/session-limits";
import type { Db } from "../client";
import { userSession } from "../schema/users";
import { isOpenSession } from "./is-open-session";

/** Where somebody is signed in, the latest used first; `currentId` is the session that asks. */
export async function listSessions(
  db: Db,
  input: { userId: string; currentId: string; now: Date },
): Promise<Session[]> {
  const { userId, currentId, now } = input;
  const isTheirs = and(eq(userSession.userId, userId), isOpenSession(now));
  const rows = await db.select().from(userSession).where(isTheirs).orderBy(desc(userSession.updatedAt));
  return rows.map(({ id, ipAddress, userAgent, createdAt, updatedAt, expiresAt }) => ({
    id,
    is_current: id === currentId,
    address: ipAddress ?? "",
    agent: userAgent ?? "",
    signed_in_at: createdAt.toISOString(),
    last_seen_at: updatedAt.toISOString(),
    ends_at: new Date(Math.min(expiresAt.getTime(), updatedAt.getTime() + SESSION_IDLE_MS)).toISOString(),
  }));
}
