import { and, eq, inArray } from "drizzle-orm";
import { type Role, roleSchema } from "@/lib/contract/people";
import type { Db } from "../client";
import { person, personSession } from "../schema/people";
import { isOpenSession } from "./is-open-session";

/** Of these sessions those in force at a moment, each with its person's role, read anew: for all listeners of a stream at once. */
export async function listSessionsInForce(
  db: Db,
  { ids, now }: { ids: readonly string[]; now: Date },
): Promise<Map<string, Role>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: personSession.id, role: person.role })
    .from(personSession)
    .innerJoin(person, eq(person.id, personSession.userId))
    .where(
      and(
        inArray(personSession.id, [...ids]),
        isOpenSession(now),
        eq(person.banned, false),
        eq(person.passwordIsTemporary, false),
      ),
    );
  return new Map(rows.map(({ id, role }) => [id, roleSchema.catch("viewer").parse(role)]));
}
