import { and, gt } from "drizzle-orm";
import { SESSION_IDLE_MS } from "@/lib/domain/access/session-limits";
import { userSession } from "../schema/users";

/** The condition that a session has neither expired nor been idle too long at a moment. */
export function isOpenSession(now: Date) {
  return and(gt(userSession.expiresAt, now), gt(userSession.updatedAt, new Date(now.getTime() - SESSION_IDLE_MS)));
}
