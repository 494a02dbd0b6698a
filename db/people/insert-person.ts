import { hashPassword } from "better-auth/crypto";
import type { NewPerson } from "@/lib/contract/people";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { person, personAccount } from "../schema/people";

/** Stores a person with an optional password and notes who did; null when the e-mail is taken. */
export async function insertPerson(
  db: Db,
  input: { person: NewPerson; actor: string; now: Date },
): Promise<string | null> {
  const { actor, now } = input;
  const { email, name, role, password } = input.person;
  // Hashing takes tens of milliseconds on purpose, so it stays outside the transaction.
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(person)
      .values({ email, name, role, emailVerified: true, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning({ id: person.id });
    if (!row) return null;
    if (passwordHash !== undefined) {
      await tx.insert(personAccount).values({
        accountId: row.id,
        providerId: "credential",
        userId: row.id,
        password: passwordHash,
        createdAt: now,
        updatedAt: now,
      });
    }
    await recordAudit(tx, { actor, action: "person.create", subject: email, after: { name, role }, now });
    return row.id;
  });
}
