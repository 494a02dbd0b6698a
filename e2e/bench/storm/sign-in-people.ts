import { createHmac, randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { person, personSession } from "@/db/schema/people";
import { HOUR_MS } from "@/lib/domain/time/units";

/** So many viewers, each with a session: the cookies of their browsers, without their passwords' slow hashes. */
export async function signInPeople(db: Db, { count, secret }: { count: number; secret: string }): Promise<string[]> {
  const people = await db
    .insert(person)
    .values(
      Array.from({ length: count }, (_, n) => ({
        name: `Viewer ${n}`,
        email: `viewer-${n}@example.com`,
        role: "viewer",
      })),
    )
    .returning({ id: person.id });
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const sessions = people.map(({ id }) => ({ token: randomUUID(), userId: id, expiresAt }));
  await db.insert(personSession).values(sessions);
  return sessions.map(({ token }) => {
    const signature = createHmac("sha256", secret).update(token).digest("base64");
    return `switchyard.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  });
}
