import { expect, test } from "vitest";
import type { Db } from "../client";
import { testDatabase, withRollback } from "../testing";
import { beginSignIn, endSignIn } from "./begin-sign-in";
import { createUser } from "./create-user";
import { rememberNetwork } from "./remember-network";

const database = testDatabase();
const now = new Date("2026-03-01T12:00:00Z");
const email = "ada@example.com";
const OWN = "192.0.2.1";
const limited = { code: "RATE_LIMITED", retryAfterSeconds: 60 };
const stranger = (n: number) => ({ email, network: `2001:db8:${n.toString(16)}:0::/64`, device: null, now });

async function givenOwner(db: Db): Promise<void> {
  const { id } = await createUser(db, { user: { email, name: "Ada", role: "viewer" }, actor: "root", now });
  await rememberNetwork(db, { userId: id, network: OWN, now });
}

/** Tries that fail, as many as are let through. */
async function failures(db: Db, count: number, attempt: (n: number) => Parameters<typeof beginSignIn>[1]) {
  let passed = 0;
  for (let n = 0; n < count; n += 1) {
    passed += await beginSignIn(db, attempt(n)).then(
      () => 1,
      () => 0,
    );
  }
  return passed;
}

test("a thousand failures from other networks do not keep an owner out of where they signed in before", () =>
  withRollback(database.db, async (db) => {
    await givenOwner(db);
    await failures(db, 1_000, stranger);

    expect(await beginSignIn(db, { email, network: OWN, device: null, now })).toMatchObject({ isKnown: true });
    expect(await beginSignIn(db, { email, network: "198.51.100.9", device: "own-browser", now })).toMatchObject({
      isKnown: true,
    });
  }));

test("failures in the owner's own network do not keep them out of a browser they signed in with before", () =>
  withRollback(database.db, async (db) => {
    await givenOwner(db);
    await failures(db, 200, () => ({ email, network: OWN, device: null, now }));

    await expect(beginSignIn(db, { email, network: OWN, device: null, now })).rejects.toMatchObject(limited);
    expect(await beginSignIn(db, { email, network: OWN, device: "own-browser", now })).toMatchObject({ isKnown: true });
  }));

test("however many networks somebody has, fifty tries in five minutes is all they have for one e-mail", () =>
  withRollback(database.db, async (db) => {
    await givenOwner(db);

    expect(await failures(db, 300, stranger)).toBe(50);
    await expect(beginSignIn(db, stranger(9_999))).rejects.toMatchObject(limited);
    await beginSignIn(db, { ...stranger(9_999), now: new Date("2026-03-01T12:05:01Z") });
  }));

test("one network has ten tries for one e-mail and fifty in all, and another's e-mail is not touched by either", () =>
  withRollback(database.db, async (db) => {
    const network = "198.51.100.9";
    const of = (name: string) => ({ email: `${name}@example.com`, network, device: null, now });
    expect(await failures(db, 30, () => of("ada"))).toBe(10);
    expect(await failures(db, 100, (n) => of(`other-${n}`))).toBe(40);

    await expect(beginSignIn(db, of("bob"))).rejects.toMatchObject(limited);
    await beginSignIn(db, { ...of("bob"), network: "198.51.100.10" });
  }));

test("a mark stolen from a browser is worth ten tries, wherever they come from", () =>
  withRollback(database.db, async (db) => {
    expect(await failures(db, 100, (n) => ({ ...stranger(n), device: "stolen" }))).toBe(10);
  }));

test("tries that succeed never brake", () =>
  withRollback(database.db, async (db) => {
    for (let n = 0; n < 60; n += 1) await endSignIn(db, await beginSignIn(db, stranger(n % 2)));
  }));

test("a network is known to its owner alone, and for half a year", () =>
  withRollback(database.db, async (db) => {
    await givenOwner(db);
    const other = { email: "bob@example.com", network: OWN, device: null, now };
    expect(await beginSignIn(db, other)).toMatchObject({ isKnown: false });
    const later = new Date("2026-09-01T12:00:00Z");
    expect(await beginSignIn(db, { ...other, email, now: later })).toMatchObject({ isKnown: false });
  }));
