import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKey } from "@/db/keys/create-key";
import { revokeKey } from "@/db/keys/revoke-key";
import { testDatabase } from "@/db/testing";
import { authenticateKey, forgetKeys } from "./machine-key";
import { givenServer } from "./testing/given-server";

const database = testDatabase();
const actor = "test";
const now = new Date("2026-03-01T12:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);
let asked = 0;

givenServer(database, {
  observe: (db) =>
    new Proxy(db, {
      get: (target, name) => {
        if (name === "select") asked++;
        return Reflect.get(target, name);
      },
    }),
});
beforeEach(() => {
  forgetKeys();
  asked = 0;
});
afterEach(() => vi.restoreAllMocks());

const givenKey = (expires_at?: string) =>
  createKey(database.db, { key: { name: "router", scopes: ["policies:read"], expires_at }, actor, now });
const isRight = (key: string, at = now) =>
  authenticateKey(key, at).then(
    () => true,
    (error: { code: string }) => error.code !== "UNAUTHENTICATED" && Promise.reject(error),
  );
const wrongKey = (n: number) => `sy_${String(n).padStart(43, "x")}`;

test("a wrong key is looked up once in some seconds, however often it is presented", async () => {
  for (let n = 0; n < 50; n++) expect(await isRight(wrongKey(0))).toBe(false);
  expect(asked).toBe(1);

  expect(await isRight(wrongKey(0), after(3_000))).toBe(false);
  expect(asked).toBe(2);
});

test("a flood of different wrong keys costs a handful of statements, and a right one among them is known", async () => {
  const { key } = await givenKey();

  const flood = Array.from({ length: 2_000 }, (_, n) => isRight(wrongKey(n)));
  expect(await isRight(key)).toBe(true);
  await Promise.all(flood);

  expect(asked).toBeLessThanOrEqual(8);
});

test("what no key can look like is refused without a look into the database", async () => {
  for (const text of ["", "short", "x".repeat(513), `${"x".repeat(40)} `, `${"x".repeat(40)}ü`]) {
    expect(await isRight(text)).toBe(false);
  }
  expect(asked).toBe(0);
});

test("an expired key costs no statement each time either", async () => {
  const { key } = await givenKey("2026-03-01T12:00:01Z");
  expect(await isRight(key)).toBe(true);
  asked = 0;

  for (let n = 0; n < 5; n++) expect(await isRight(key, after(1_000 + n))).toBe(false);

  expect(asked).toBe(0);
});

test("a key revoked while it is being looked up is not remembered as right", async () => {
  const { id, key } = await givenKey();
  const inFlight = isRight(key);
  await revokeKey(database.db, { id, actor, now });
  forgetKeys();
  await inFlight;

  expect(await isRight(key)).toBe(false);
});

test("a key works from the moment it was made", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, n) => isRight(wrongKey(n))));

  expect(await isRight((await givenKey()).key)).toBe(true);
});
