import { and, desc, eq } from "drizzle-orm";
import type { Session } from "@/lib/contract/account";
import { SESSION_IDLE_MS } from "@/lib/domain/access/session-limits";
import type { Db } from "../client";
import { personSession } from "../schema/people";
import { isOpenSession } from "./is-open-session";

/** Where somebody is signed in, the latest used first; `currentId` is the session that asks. */
export async function listSessions(
  db: Db,
  input: { personId: string; currentId: string; now: Date },
): Promise<Session[]> {
  const { personId, currentId, now } = input;
  const isTheirs = and(eq(personSession.userId, personId), isOpenSession(now));
  const rows = await db.select().from(personSession).where(isTheirs).orderBy(desc(personSession.updatedAt));
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
