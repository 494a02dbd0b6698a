import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { insertPerson } from "@/db/people/insert-person";
import { hashPassword, verifyPassword } from "@/db/people/password-hash";
import { setPassword } from "@/db/people/set-password";
import { person, personAccount } from "@/db/schema/people";
import { DEMO_PEOPLE } from "@/lib/domain/access/demo-people";

/** One person for each role, who signs in with the password the demo prints: also where an earlier run stored another. */
export async function seedDemoPeople(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  for (const one of DEMO_PEOPLE) {
    const id = await insertPerson(db, { person: one, actor: "demo", now, passwordIsTemporary: false });
    if (id === null) await setPrinted(db, { ...one, now });
  }
}

async function setPrinted(db: Db, input: { email: string; password: string; now: Date }): Promise<void> {
  const { email, password, now } = input;
  const ofPerson = and(eq(personAccount.userId, person.id), eq(personAccount.providerId, "credential"));
  const [row] = await db
    .select({ id: person.id, hash: personAccount.password })
    .from(person)
    .leftJoin(personAccount, ofPerson)
    .where(eq(person.email, email));
  if (!row || (row.hash && (await verifyPassword({ hash: row.hash, password })))) return;
  await setPassword(db, { id: row.id, passwordHash: await hashPassword(password), now });
  await db.update(person).set({ passwordIsTemporary: false }).where(eq(person.id, row.id));
}
