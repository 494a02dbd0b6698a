import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import type { NewUser } from "@/lib/contract/users";
import type { Db } from "../client";
import { auditEntry } from "../schema/audit";
import { userAccount, userSession } from "../schema/users";
import { testDatabase, withRollback } from "../testing";
import { bootstrapAdmin } from "./bootstrap-admin";
import { changeUser } from "./change-user";
import { createUser } from "./create-user";
import { deleteUser } from "./delete-user";
import { listUsers } from "./list-users";
import { verifyPassword } from "./password-hash";

const database = testDatabase();
const now = new Date("2026-03-01T12:00:00Z");
const actor = "root@example.com";

function givenUser(db: Db, overrides: Partial<NewUser> = {}) {
  const email = `${crypto.randomUUID()}@example.com`;
  return createUser(db, { user: { email, name: "Ada", role: "viewer", ...overrides }, actor, now });
}

async function givenSession(db: Db, userId: string) {
  await db.insert(userSession).values({ userId, token: crypto.randomUUID(), expiresAt: new Date("2026-04-01") });
}

test("a person is listed with their role, and the password is kept only as a hash", () =>
  withRollback(database.db, async (db) => {
    const created = await givenUser(db, {
      email: "ada@example.com",
      role: "finance",
      password: "correct horse battery",
    });

    expect(await listUsers(db)).toEqual([created]);
    expect(created).toMatchObject({ email: "ada@example.com", role: "finance", has_password: true, disabled: false });
    const [account] = await db.select().from(userAccount);
    expect(await verifyPassword({ hash: account?.password ?? "", password: "correct horse battery" })).toBe(true);
    expect(JSON.stringify(await db.select().from(auditEntry))).not.toContain("correct horse");
  }));

test("an e-mail belongs to one person", () =>
  withRollback(database.db, async (db) => {
    await givenUser(db, { email: "ada@example.com" });

    await expect(givenUser(db, { email: "ada@example.com" })).rejects.toMatchObject({ code: "CONFLICT" });
  }));

test("the first admin is created only where there is nobody", () =>
  withRollback(database.db, async (db) => {
    const admin = { email: "root@example.com", password: "correct horse battery", now };

    expect(await bootstrapAdmin(db, admin)).toBe(true);
    expect(await bootstrapAdmin(db, { ...admin, email: "other@example.com" })).toBe(false);
    expect(await listUsers(db)).toMatchObject([{ email: "root@example.com", role: "admin" }]);
  }));

test("a change of role is on record with before and after", () =>
  withRollback(database.db, async (db) => {
    const { id, email } = await givenUser(db);

    expect(await changeUser(db, { id, change: { role: "finance" }, actor, now })).toMatchObject({ role: "finance" });

    const [entry] = await db.select().from(auditEntry).orderBy(desc(auditEntry.id));
    expect(entry).toMatchObject({
      actor,
      action: "person.change",
      subject: email,
      before: { role: "viewer" },
      after: { role: "finance" },
    });
  }));

test.each([[{ password: "another horse battery" }], [{ disabled: true }]])("%o ends the person's sessions", (change) =>
  withRollback(database.db, async (db) => {
    const { id } = await givenUser(db, { password: "correct horse battery" });
    await givenSession(db, id);

    await changeUser(db, { id, change, actor, now });

    expect(await db.select().from(userSession)).toHaveLength(0);
  }),
);

test("a new role leaves sessions alone", () =>
  withRollback(database.db, async (db) => {
    const { id } = await givenUser(db);
    await givenSession(db, id);

    await changeUser(db, { id, change: { role: "admin" }, actor, now });

    expect(await db.select().from(userSession)).toHaveLength(1);
  }));

test("the last admin can be neither demoted, disabled nor deleted; one of two can", () =>
  withRollback(database.db, async (db) => {
    const conflict = { code: "CONFLICT" };
    const { id } = await givenUser(db, { role: "admin" });
    await expect(changeUser(db, { id, change: { role: "viewer" }, actor, now })).rejects.toMatchObject(conflict);
    await expect(changeUser(db, { id, change: { disabled: true }, actor, now })).rejects.toMatchObject(conflict);
    await expect(deleteUser(db, { id, actor, now })).rejects.toMatchObject(conflict);

    const other = await givenUser(db, { role: "admin" });
    await deleteUser(db, { id, actor, now });

    expect(await listUsers(db)).toEqual([other]);
  }));

test("two admins cannot demote each other at once", async () => {
  const { db } = database;
  const [one, two] = await Promise.all([givenUser(db, { role: "admin" }), givenUser(db, { role: "admin" })]);

  const results = await Promise.allSettled(
    [one, two].map(({ id }) => changeUser(db, { id, change: { role: "viewer" }, actor, now })),
  );

  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  const users = await listUsers(db);
  expect(users.filter((someone) => someone.role === "admin")).toHaveLength(1);
});

test("deleting or changing nobody is not found", () =>
  withRollback(database.db, async (db) => {
    const id = crypto.randomUUID();

    await expect(deleteUser(db, { id, actor, now })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(changeUser(db, { id, change: { name: "X" }, actor, now })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }));
