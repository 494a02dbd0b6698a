import { and, gt } from "drizzle-orm";
import { SESSION_IDLE_MS } from "@/lib/domain/access/session-limits";
import { personSession } from "../schema/people";

/** The condition that a session has neither expired nor been idle too long at a moment. */
export function isOpenSession(now: Date) {
  return and(gt(personSession.expiresAt, now), gt(personSession.updatedAt, new Date(now.getTime() - SESSION_IDLE_MS)));
}
