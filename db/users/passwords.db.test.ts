import { hashPassword as hashFormerly } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { userAccount } from "../schema/users";
import { testDatabase, withRollback } from "../testing";
import { finishSignIn } from "./finish-sign-in";
import { getUser } from "./get-user";
import { insertUser } from "./insert-user";
import { isFormerHash, verifyPassword } from "./password-hash";

const database = testDatabase();
const now = new Date("2026-03-01T12:00:00Z");

test("a hash made before is replaced at the sign-in that proves it, and the password stays the same", () =>
  withRollback(database.db, async (db) => {
    const password = "three plain words here";
    const user = { email: "ada@example.com", name: "Ada", role: "viewer", password } as const;
    const id = await insertUser(db, { user, actor: "root", now, passwordIsTemporary: false });
    if (!id) throw new Error("Ada was not stored");
    const former = await hashFormerly(password);
    const ofAda = eq(userAccount.userId, id);
    await db.update(userAccount).set({ password: former }).where(ofAda);

    const attempt = { id: crypto.randomUUID() };
    await finishSignIn(db, { attempt, email: user.email, password, network: "192.0.2.1", now });

    const [account] = await db.select().from(userAccount).where(ofAda);
    const hash = account?.password ?? "";
    expect([isFormerHash(former), isFormerHash(hash)]).toEqual([true, false]);
    expect(await verifyPassword({ hash, password })).toBe(true);
    // Also once no session is left to tell.
    expect(await getUser(db, { id })).toMatchObject({ last_sign_in_at: now.toISOString() });
  }));
