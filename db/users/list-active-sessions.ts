import { and, eq, inArray } from "drizzle-orm";
import { type Role, roleSchema } from "@/lib/contract/users";
import type { Db } from "../client";
import { user, userSession } from "../schema/users";
import { isOpenSession } from "./is-open-session";

/** Of these sessions those in force at a moment, each with its person's role, read anew: for all listeners of a stream at once. */
export async function listSessionsInForce(
  db: Db,
  { ids, now }: { ids: readonly string[]; now: Date },
): Promise<Map<string, Role>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: userSession.id, role: user.role })
    .from(userSession)
    .innerJoin(user, eq(user.id, userSession.userId))
    .where(
      and(
        inArray(userSession.id, [...ids]),
        isOpenSession(now),
        eq(user.banned, false),
        eq(user.passwordIsTemporary, false),
      ),
    );
  return new Map(rows.map(({ id, role }) => [id, roleSchema.catch("viewer").parse(role)]));
}
