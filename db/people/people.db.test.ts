import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import type { NewPerson } from "@/lib/contract/people";
import type { Db } from "../client";
import { auditEntry } from "../schema/audit";
import { personAccount, personSession } from "../schema/people";
import { testDatabase, withRollback } from "../testing";
import { bootstrapAdmin } from "./bootstrap-admin";
import { changePerson } from "./change-person";
import { createPerson } from "./create-person";
import { deletePerson } from "./delete-person";
import { listPeople } from "./list-people";
import { verifyPassword } from "./password-hash";

const database = testDatabase();
const now = new Date("2026-03-01T12:00:00Z");
const actor = "root@example.com";

function givenPerson(db: Db, overrides: Partial<NewPerson> = {}) {
  const email = `${crypto.randomUUID()}@example.com`;
  return createPerson(db, { person: { email, name: "Ada", role: "viewer", ...overrides }, actor, now });
}

async function givenSession(db: Db, userId: string) {
  await db.insert(personSession).values({ userId, token: crypto.randomUUID(), expiresAt: new Date("2026-04-01") });
}

test("a person is listed with their role, and the password is kept only as a hash", () =>
  withRollback(database.db, async (db) => {
    const created = await givenPerson(db, {
      email: "ada@example.com",
      role: "finance",
      password: "correct horse battery",
    });

    expect(await listPeople(db)).toEqual([created]);
    expect(created).toMatchObject({ email: "ada@example.com", role: "finance", has_password: true, disabled: false });
    const [account] = await db.select().from(personAccount);
    expect(await verifyPassword({ hash: account?.password ?? "", password: "correct horse battery" })).toBe(true);
    expect(JSON.stringify(await db.select().from(auditEntry))).not.toContain("correct horse");
  }));

test("an e-mail belongs to one person", () =>
  withRollback(database.db, async (db) => {
    await givenPerson(db, { email: "ada@example.com" });

    await expect(givenPerson(db, { email: "ada@example.com" })).rejects.toMatchObject({ code: "CONFLICT" });
  }));

test("the first admin is created only where there is nobody", () =>
  withRollback(database.db, async (db) => {
    const admin = { email: "root@example.com", password: "correct horse battery", now };

    expect(await bootstrapAdmin(db, admin)).toBe(true);
    expect(await bootstrapAdmin(db, { ...admin, email: "other@example.com" })).toBe(false);
    expect(await listPeople(db)).toMatchObject([{ email: "root@example.com", role: "admin" }]);
  }));

test("a change of role is on record with before and after", () =>
  withRollback(database.db, async (db) => {
    const { id, email } = await givenPerson(db);

    expect(await changePerson(db, { id, change: { role: "finance" }, actor, now })).toMatchObject({ role: "finance" });

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
    const { id } = await givenPerson(db, { password: "correct horse battery" });
    await givenSession(db, id);

    await changePerson(db, { id, change, actor, now });

    expect(await db.select().from(personSession)).toHaveLength(0);
  }),
);

test("a new role leaves sessions alone", () =>
  withRollback(database.db, async (db) => {
    const { id } = await givenPerson(db);
    await givenSession(db, id);

    await changePerson(db, { id, change: { role: "admin" }, actor, now });

    expect(await db.select().from(personSession)).toHaveLength(1);
  }));

test("the last admin can be neither demoted, disabled nor deleted; one of two can", () =>
  withRollback(database.db, async (db) => {
    const conflict = { code: "CONFLICT" };
    const { id } = await givenPerson(db, { role: "admin" });
    await expect(changePerson(db, { id, change: { role: "viewer" }, actor, now })).rejects.toMatchObject(conflict);
    await expect(changePerson(db, { id, change: { disabled: true }, actor, now })).rejects.toMatchObject(conflict);
    await expect(deletePerson(db, { id, actor, now })).rejects.toMatchObject(conflict);

    const other = await givenPerson(db, { role: "admin" });
    await deletePerson(db, { id, actor, now });

    expect(await listPeople(db)).toEqual([other]);
  }));

test("two admins cannot demote each other at once", async () => {
  const { db } = database;
  const [one, two] = await Promise.all([givenPerson(db, { role: "admin" }), givenPerson(db, { role: "admin" })]);

  const results = await Promise.allSettled(
    [one, two].map(({ id }) => changePerson(db, { id, change: { role: "viewer" }, actor, now })),
  );

  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  const people = await listPeople(db);
  expect(people.filter((someone) => someone.role === "admin")).toHaveLength(1);
});

test("deleting or changing nobody is not found", () =>
  withRollback(database.db, async (db) => {
    const id = crypto.randomUUID();

    await expect(deletePerson(db, { id, actor, now })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(changePerson(db, { id, change: { name: "X" }, actor, now })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }));
