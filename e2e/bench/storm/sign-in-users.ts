import { createHmac, randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { user, userSession } from "@/db/schema/users";
import { HOUR_MS } from "@/lib/domain/time/units";

/** So many viewers, each with a session: the cookies of their browsers, without their passwords' slow hashes. */
export async function signInUsers(db: Db, { count, secret }: { count: number; secret: string }): Promise<string[]> {
  const users = await db
    .insert(user)
    .values(
      Array.from({ length: count }, (_, n) => ({
        name: `Viewer ${n}`,
        email: `viewer-${n}@example.com`,
        role: "viewer",
      })),
    )
    .returning({ id: user.id });
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const sessions = users.map(({ id }) => ({ token: randomUUID(), userId: id, expiresAt }));
  await db.insert(userSession).values(sessions);
  return sessions.map(({ token }) => {
    const signature = createHmac("sha256", secret).update(token).digest("base64");
    return `switchyard.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  });
}
