import { and, eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Db } from "../client";
import { person } from "../schema/people";

/**
 * Refuses (CONFLICT) to take the last admin away, who could not be replaced from inside the product.
 *
 * Locks the admins until the transaction ends, so that two admins cannot demote each other at once.
 */
export async function keepAnAdmin(tx: Db, input: { losing: string }): Promise<void> {
  const admins = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.role, "admin"), eq(person.banned, false)))
    .orderBy(person.id)
    .for("update");
  if (admins.length === 1 && admins[0]?.id === input.losing) {
    throw new AppError("CONFLICT", "This is the last admin; make somebody else an admin first");
  }
}
