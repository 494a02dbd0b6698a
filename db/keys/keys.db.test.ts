import { desc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { SCOPES } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { auditEntry } from "../schema/audit";
import { testDatabase, withRollback } from "../testing";
import { bootstrapKey } from "./bootstrap-key";
import { createKey } from "./create-key";
import { findKeys } from "./find-keys";
import { hashKey } from "./hash-key";
import { listKeys } from "./list-keys";
import { revokeKey } from "./revoke-key";
import { touchKey } from "./touch-key";

const database = testDatabase();
const now = new Date("2026-03-01T12:00:00Z");
const actor = "ada@example.com";

async function findKey(db: Db, { key }: { key: string }) {
  return (await findKeys(db, [hashKey(key), hashKey("another")])).get(hashKey(key)) ?? null;
}

function givenKey(db: Db, overrides: { expires_at?: string } = {}) {
  return createKey(db, { key: { name: "router-1", scopes: ["logs:write"], ...overrides }, actor, now });
}

test("a new key is shown once and found again by itself only", () =>
  withRollback(database.db, async (db) => {
    const created = await givenKey(db, { expires_at: "2026-04-01T00:00:00Z" });

    expect(created.key).toMatch(/^sy_[\w-]{43}$/);
    expect(await findKey(db, { key: created.key })).toMatchObject({
      id: created.id,
      scopes: ["logs:write"],
      expiresAt: new Date("2026-04-01T00:00:00Z"),
    });
    expect(await findKey(db, { key: `${created.key}x` })).toBeNull();
    expect(JSON.stringify(await listKeys(db))).not.toContain(created.key);
    expect(JSON.stringify(await db.select().from(apiKey))).not.toContain(created.key.slice(8));
  }));

test("a key cannot be made to have expired already", () =>
  withRollback(database.db, async (db) => {
    await expect(givenKey(db, { expires_at: "2026-03-01T12:00:00Z" })).rejects.toMatchObject({ code: "INVALID" });
  }));

test("a revoked key is found no more, and can be revoked only once", () =>
  withRollback(database.db, async (db) => {
    const { id, key } = await givenKey(db);

    expect(await revokeKey(db, { id, actor, now })).toMatchObject({ revoked_at: now.toISOString() });

    expect(await findKey(db, { key })).toBeNull();
    expect(await listKeys(db)).toHaveLength(1);
    await expect(revokeKey(db, { id, actor, now })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }));

test("who made and who revoked a key is on record, without the key", () =>
  withRollback(database.db, async (db) => {
    const { id, key } = await givenKey(db);
    await revokeKey(db, { id, actor: "bob@example.com", now });

    const entries = await db.select().from(auditEntry).orderBy(desc(auditEntry.id));

    expect(entries).toMatchObject([
      { actor: "bob@example.com", action: "key.revoke", subject: "router-1", before: { scopes: ["logs:write"] } },
      { actor, action: "key.create", subject: "router-1", after: { prefix: key.slice(0, 8) } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(key);
  }));

test("a key made when there was one more scope still serves", () =>
  withRollback(database.db, async (db) => {
    const { id, key } = await givenKey(db);
    await db
      .update(apiKey)
      .set({ scopes: ["logs:write", "gateway:use"] })
      .where(eq(apiKey.id, id));

    expect((await findKey(db, { key }))?.scopes).toEqual(["logs:write", "gateway:use"]);
  }));

test("use is noted to the minute", () =>
  withRollback(database.db, async (db) => {
    const { id } = await givenKey(db);
    const usedAt = async (at: string) => {
      await touchKey(db, { id, now: new Date(at) });
      const [row] = await db.select().from(apiKey).where(eq(apiKey.id, id));
      return row?.lastUsedAt?.toISOString();
    };

    expect(await usedAt("2026-03-01T12:00:01Z")).toBe("2026-03-01T12:00:01.000Z");
    expect(await usedAt("2026-03-01T12:00:59Z")).toBe("2026-03-01T12:00:01.000Z");
    expect(await usedAt("2026-03-01T12:01:02Z")).toBe("2026-03-01T12:01:02.000Z");
  }));

test("the start-up key is stored once with every scope, and stays revoked over restarts", () =>
  withRollback(database.db, async (db) => {
    const key = "k".repeat(40);

    expect(await bootstrapKey(db, { key, now })).toBe(true);
    expect(await bootstrapKey(db, { key, now })).toBe(false);
    const found = await findKey(db, { key });
    expect(found?.scopes).toEqual(SCOPES);

    await revokeKey(db, { id: found?.id ?? "", actor, now });
    expect(await bootstrapKey(db, { key, now })).toBe(false);
    expect(await findKey(db, { key })).toBeNull();
  }));
