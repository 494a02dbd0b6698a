import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { listFailovers } from "@/db/failovers/list-failovers";
import { createKey } from "@/db/keys/create-key";
import { bundleDigest, FIRST_BUNDLE } from "@/db/policies/build-bundle";
import { failover } from "@/db/schema/breaker";
import { policyBundle } from "@/db/schema/policies";
import { routerHeartbeat } from "@/db/schema/router-heartbeats";
import { testDatabase, withRollback } from "@/db/testing";
import { heartbeatSchema } from "@/lib/contract/routers";
import { DAY_MS } from "@/lib/domain/time/units";
import { forgetRouters } from "./forget-routers";
import { listRouters } from "./list-routers";
import { recordHeartbeat } from "./record-heartbeat";

const database = testDatabase();
const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const keyId = "00000000-0000-4000-8000-000000000001";

const heartbeatOf = (change: object = {}) => heartbeatSchema.parse({ router: "r-1", bundle_version: 0, ...change });
const transitionOf = (change: object = {}) => ({
  at: "2026-03-01T11:59:58.123456Z",
  tier: "standard",
  region: "us-east-1",
  model: "deepseek-v4-flash",
  from: "closed",
  to: "open",
  reason: "latency",
  n: 63,
  failures: 1,
  value: 1240,
  threshold: 800,
  bundle_version: 3,
  ...change,
});
const ofRouters = { fromUs: null, toUs: null, source: ["router"], limit: 500 };

test("what a router says replaces what it said before, and the rest of it is shown beside its key's name", () =>
  withRollback(database.db, async (db) => {
    const key = await createKey(db, { key: { name: "eu routers", scopes: ["policies:read"] }, actor: "test", now });
    const breaker = { tier: "standard", region: "eu", model: "a", state: "open", since: "2026-03-01T11:00:00Z" };
    await recordHeartbeat(db, { heartbeat: heartbeatOf({ client: "py/1" }), keyId, now });
    const second = heartbeatOf({ bundle_age_seconds: 4, interval_seconds: 30, breakers: [breaker] });
    await recordHeartbeat(db, { heartbeat: second, keyId: key.id, now: later(15) });

    expect(await listRouters(db, { now: later(20) })).toEqual({
      as_of: "2026-03-01T12:00:20.000Z",
      bundle_version: 0,
      bundle_digest: bundleDigest(FIRST_BUNDLE.etag),
      routers: [
        {
          router: "r-1",
          key_name: "eu routers",
          client: null,
          state: "current",
          bundle_version: 0,
          bundle_digest: null,
          bundle_age_seconds: 4,
          interval_seconds: 30,
          first_seen_at: now.toISOString(),
          seen_at: "2026-03-01T12:00:15.000Z",
          breakers: [breaker],
        },
      ],
    });
  }));

test("a router is behind a minute after the first bundle it lacks was published, and silent after three intervals", () =>
  withRollback(database.db, async (db) => {
    for (const [version, seconds] of [
      [1, -600],
      [2, -50],
      [3, -10],
    ] as const) {
      await db.insert(policyBundle).values({ version, body: "{}", etag: `"${version}"`, publishedAt: later(seconds) });
    }
    for (const [router, bundle_version] of [
      ["current", 3],
      ["fetching", 1],
      ["behind", 0],
      ["ahead", 9],
    ] as const) {
      await recordHeartbeat(db, { heartbeat: heartbeatOf({ router, bundle_version }), keyId, now });
    }
    const statesAt = async (at: Date) =>
      Object.fromEntries((await listRouters(db, { now: at })).routers.map(({ router, state }) => [router, state]));

    expect(await statesAt(now)).toEqual({ current: "current", fetching: "current", behind: "behind", ahead: "behind" });
    expect(await statesAt(later(15))).toMatchObject({ current: "current", fetching: "behind" });
    expect(Object.values(await statesAt(later(46)))).toEqual(Array(4).fill("silent"));
  }));

test("the bundle in force is the one of the highest version, from the tenth on too", () =>
  withRollback(database.db, async (db) => {
    for (const version of [9, 10, 16]) {
      const etag = `"${version}-${String(version).padStart(16, "0")}"`;
      await db.insert(policyBundle).values({ version, body: "{}", etag, publishedAt: later(version - 600) });
    }
    await recordHeartbeat(db, { heartbeat: heartbeatOf({ bundle_version: 16 }), keyId, now });
    await recordHeartbeat(db, { heartbeat: heartbeatOf({ router: "r-2", bundle_version: 9 }), keyId, now });

    expect(await listRouters(db, { now })).toMatchObject({
      bundle_version: 16,
      bundle_digest: "0000000000000016",
      routers: [{ state: "current" }, { state: "behind" }],
    });
  }));

test("after a restore a router with another bundle of the version in force is behind, whoever gives no digest is not", () =>
  withRollback(database.db, async (db) => {
    const [ours, theirs] = ["0123456789abcdef", "fedcba9876543210"];
    await db.insert(policyBundle).values({ version: 1, body: "{}", etag: `"1-${ours}"`, publishedAt: later(-5) });
    for (const [router, version, digest] of [
      ["ours", 1, ours],
      ["whole digest", 1, ours.padEnd(64, "0")],
      ["theirs", 1, theirs],
      ["old client", 1, undefined],
      ["first", 0, bundleDigest(FIRST_BUNDLE.etag)],
      ["another first", 0, theirs],
    ] as const) {
      const heartbeat = heartbeatOf({ router, bundle_version: version, bundle_digest: digest });
      await recordHeartbeat(db, { heartbeat, keyId, now });
    }

    const { routers, ...inForce } = await listRouters(db, { now });

    expect(inForce).toMatchObject({ bundle_version: 1, bundle_digest: ours });
    expect(Object.fromEntries(routers.map(({ router, state }) => [router, state]))).toEqual({
      ours: "current",
      "whole digest": "current",
      theirs: "behind",
      "old client": "current",
      first: "current",
      "another first": "behind",
    });
  }));

test("a transition is stored once, however often, in whatever batch and with however many digits it is told", () =>
  withRollback(database.db, async (db) => {
    const record = (transitions: object[], router = "r-1") =>
      recordHeartbeat(db, { heartbeat: heartbeatOf({ router, transitions }), keyId, now });
    const [opened, probed] = [
      transitionOf(),
      transitionOf({ at: "2026-03-01T12:00:00Z", from: "open", to: "half_open" }),
    ];

    expect(await record([opened, opened])).toEqual({ newTransitions: 1 });
    expect(await record([opened, probed])).toEqual({ newTransitions: 1 });
    expect(await record([transitionOf({ at: "2026-03-01T11:59:58.1234569Z" })])).toEqual({ newTransitions: 0 });
    expect(await record([opened], "r-2")).toEqual({ newTransitions: 1 });
    for (const other of [
      { tier: "x" },
      { region: "x" },
      { model: "x" },
      { to: "closed" },
      { at: "2026-03-01T11:00:00Z" },
    ]) {
      expect(await record([transitionOf(other)])).toEqual({ newTransitions: 1 });
    }

    const { failovers } = await listFailovers(db, ofRouters);
    expect(failovers).toHaveLength(8);
    const { bundle_version: _, ...reported } = transitionOf();
    expect(failovers.find(({ router }) => router === "r-2")).toEqual({
      ...reported,
      id: expect.any(Number),
      // Nothing was ever published here.
      policy_version: 0,
      source: "router",
      router: "r-2",
    });
  }));

test("the same report by several replicas at once is stored once", async () => {
  const transitions = Array.from({ length: 40 }, (_, n) => transitionOf({ tier: "raced", region: `region-${n}` }));
  const heartbeat = heartbeatOf({ router: "raced", transitions });

  const stored = await Promise.all(
    Array.from({ length: 6 }, () => recordHeartbeat(database.db, { heartbeat, keyId, now })),
  );

  expect(stored.reduce((sum, { newTransitions }) => sum + newTransitions, 0)).toBe(40);
  const { failovers } = await listFailovers(database.db, { ...ofRouters, tier: ["raced"] });
  expect(failovers).toHaveLength(40);
});

test("a report that cannot be stored whole leaves nothing", () =>
  withRollback(database.db, async (db) => {
    const heartbeat = heartbeatOf({ router: "half", transitions: [transitionOf({ tier: "half" })] });
    await expect(
      recordHeartbeat(db, {
        heartbeat: { ...heartbeat, transitions: [{ ...heartbeat.transitions[0], n: 2 ** 40 } as never] },
        keyId,
        now,
      }),
    ).rejects.toThrow();

    expect(await db.select().from(routerHeartbeat).where(eq(routerHeartbeat.router, "half"))).toEqual([]);
    expect(await db.select().from(failover).where(eq(failover.tier, "half"))).toEqual([]);
  }));

test("new names are refused past the bound, known ones go on", () =>
  withRollback(database.db, async (db) => {
    await recordHeartbeat(db, { heartbeat: heartbeatOf({ router: "known" }), keyId, now });
    const row = { bundleVersion: 0, intervalS: 15, firstSeenAt: now, seenAt: now };
    const rows = Array.from({ length: 5_000 }, (_, n) => ({ router: `many-${n}`, ...row }));
    await db.insert(routerHeartbeat).values(rows);
    await db.insert(routerHeartbeat).values(rows.map((one) => ({ ...one, router: `more-${one.router}` })));

    const record = (router: string) => recordHeartbeat(db, { heartbeat: heartbeatOf({ router }), keyId, now });
    await expect(record("one too many")).rejects.toMatchObject({ code: "UNPROCESSABLE" });
    expect(await record("known")).toEqual({ newTransitions: 0 });
  }));

test("a router is forgotten after thirty silent days, its transitions are not", async () => {
  const silentFor = (days: number) => new Date(Date.now() - days * DAY_MS);
  const heartbeat = heartbeatOf({ router: "old", transitions: [transitionOf({ tier: "old" })] });
  await recordHeartbeat(database.db, { heartbeat, keyId, now: silentFor(30.1) });
  await recordHeartbeat(database.db, { heartbeat: heartbeatOf({ router: "quiet" }), keyId, now: silentFor(29.9) });

  await forgetRouters(database.sql, { silentDays: 30 });

  const names = (await listRouters(database.db, { now: new Date() })).routers.map(({ router }) => router);
  expect([names.includes("old"), names.includes("quiet")]).toEqual([false, true]);
  expect((await listFailovers(database.db, { ...ofRouters, tier: ["old"] })).failovers).toHaveLength(1);
});
