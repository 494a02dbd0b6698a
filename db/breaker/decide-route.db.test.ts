import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { listFailovers } from "@/db/failovers/list-failovers";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { breakerFeed as breakerFeedTable, breakerState } from "@/db/schema/breaker";
import { testDatabase, withRollback } from "@/db/testing";
import { type Failover, tierPolicySchema } from "@/lib/contract/policy";
import { breakerFeed, type EndedAttempt } from "@/lib/domain/breaker/breaker-feed";
import { SECOND_US } from "@/lib/domain/time/units";
import { decideRoute } from "./decide-route";
import { drainBreakerFeed } from "./drain-breaker-feed";
import { listBreakerStates } from "./list-breaker-states";

const database = testDatabase();

const NOW = Date.parse("2026-03-01T12:00:00Z") * 1000;
const all = { fromUs: null, toUs: null, limit: 50 };

async function givenPolicy(db: Db, tier: string, failover: Partial<Failover> = {}, baseVersion = 0) {
  const policy = tierPolicySchema.parse({
    tier,
    primary: "a",
    fallbacks: ["b"],
    timeout_ms: 5_000,
    failover: { min_requests: 10, window_requests: 20, ...failover },
    regions: { eu: { primary: "b", fallbacks: ["a"] } },
  });
  await publishPolicyVersion(db, { policy, baseVersion, publishedBy: "ada" });
}

let ids = 0;
const ended = (tier: string, overrides: Partial<EndedAttempt> = {}): EndedAttempt => {
  ids += 1;
  const attempt = { tier, region: "global", model: "a", endUs: NOW, durationUs: 500_000, ttftUs: 200_000 };
  return { id: String(ids), outcome: "ok", ...attempt, ...overrides };
};
const post = (db: Db, attempts: EndedAttempt[]) =>
  db.insert(breakerFeedTable).values({ payload: breakerFeed([attempts]) });
const times = (n: number, make: (index: number) => EndedAttempt) => Array.from({ length: n }, (_, i) => make(i));
const failing = (tier: string, overrides: Partial<EndedAttempt> = {}) =>
  times(10, () => ended(tier, { outcome: "timeout", ...overrides }));

const decideAt = (db: Db, tier: string, nowUs: number, overrides: { region?: string; requestId?: string } = {}) =>
  decideRoute(db, { tier, region: "global", requestId: null, nowUs, random: () => 0.99, ...overrides });

test("a tier nobody published is not found", () =>
  withRollback(database.db, async (db) => {
    await expect(decideAt(db, "none", NOW)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }));

test("without attempts the primary answers, and nothing is made up about it", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard");

    expect(await decideAt(db, "standard", NOW)).toEqual({
      model: "a",
      role: "primary",
      reason: "primary_healthy",
      policy_version: 1,
      timeout_ms: 5_000,
      candidates: ["a", "b"].map((model) => ({
        ...{ model, state: "closed", n: 0, failures: 0 },
        ...{ error_rate: null, latency_ms: null },
      })),
      decided_at: "2026-03-01T12:00:00.000Z",
    });
  }));

test("a breach routes to the fallback, cools down, is probed and comes back, each step on record", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard", { cooldown_seconds: 60, dwell_seconds: 0, ramp: [0.5, 1] });
    await post(db, [...times(9, () => ended("standard")), ended("standard", { outcome: "server_error" })]);

    const open = await decideAt(db, "standard", NOW + SECOND_US);
    expect(open).toMatchObject({ model: "b", role: "fallback", reason: "primary_open" });
    expect(open.candidates[0]).toEqual({
      ...{ model: "a", state: "open", n: 10, failures: 1 },
      ...{ error_rate: 0.1, latency_ms: 200 },
    });

    const probing = await decideAt(db, "standard", NOW + 60 * SECOND_US, { requestId: "request-1" });
    expect(probing.candidates[0]).toMatchObject({ state: "half_open", n: 0, error_rate: null });
    await post(
      db,
      times(15, () => ended("standard", { endUs: NOW + 61 * SECOND_US })),
    );
    expect(await decideAt(db, "standard", NOW + 62 * SECOND_US)).toMatchObject({ model: "a", role: "primary" });

    const { failovers } = await listFailovers(db, all);
    expect(failovers.map(({ at, from, to, reason, source }) => [at, from, to, reason, source])).toEqual([
      ["2026-03-01T12:01:01.000Z", "half_open", "closed", "recovered", "attempt"],
      ["2026-03-01T12:01:00.000Z", "open", "half_open", "cooldown", "decision"],
      ["2026-03-01T12:00:00.000Z", "closed", "open", "error_rate", "attempt"],
    ]);
    expect(failovers[2]).toEqual({
      ...{ id: failovers[2]?.id, router: null },
      ...{ at: "2026-03-01T12:00:00.000Z", tier: "standard", region: "global", model: "a" },
      ...{ from: "closed", to: "open", reason: "error_rate", n: 10, failures: 1, value: 0.1, threshold: 0.005 },
      ...{ policy_version: 1, source: "attempt", router: null },
    });
  }));

test("tier, region and model are judged apart, and a region's override decides there", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard");
    await givenPolicy(db, "other");
    await post(db, failing("standard", { region: "eu", model: "b" }));

    expect(await decideAt(db, "standard", NOW, { region: "eu" })).toMatchObject({ model: "a", role: "fallback" });
    expect(await decideAt(db, "standard", NOW)).toMatchObject({ model: "a", role: "primary" });
    expect(await decideAt(db, "other", NOW, { region: "eu" })).toMatchObject({ model: "b", role: "primary" });
  }));

test("with everything open the primary answers", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard");
    await post(db, [...failing("standard"), ...failing("standard", { model: "b" })]);

    expect(await decideAt(db, "standard", NOW)).toMatchObject({ model: "a", role: "primary", reason: "all_open" });
  }));

test("a new policy version keeps the states, and its numbers count from the next attempt", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard", { max_error_rate: 1 });
    await post(db, failing("standard"));
    await drainBreakerFeed(db);
    await givenPolicy(db, "standard", { max_error_rate: 0.1 }, 1);

    expect(await decideAt(db, "standard", NOW)).toMatchObject({ role: "primary", policy_version: 2 });
    await post(db, [ended("standard")]);
    expect(await decideAt(db, "standard", NOW)).toMatchObject({ role: "fallback" });
  }));

test("attempts of a tier without policy are dropped and do not wait", () =>
  withRollback(database.db, async (db) => {
    await post(db, failing("nowhere"));

    expect(await drainBreakerFeed(db)).toBe(0);
    expect(await db.select().from(breakerFeedTable)).toEqual([]);
    expect(await db.select().from(breakerState)).toEqual([]);
  }));

test("a decision moves the clock: what had left the window by then is not judged when it comes late", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard");
    await decideAt(db, "standard", NOW + 1_000 * SECOND_US);
    await post(db, failing("standard"));

    expect(await decideAt(db, "standard", NOW + 1_000 * SECOND_US)).toMatchObject({ role: "primary" });
    expect((await listFailovers(db, all)).failovers).toEqual([]);
  }));

test("a look at the states moves nothing", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard", { cooldown_seconds: 60, dwell_seconds: 0 });
    await post(db, failing("standard"));
    await drainBreakerFeed(db);

    expect(await listBreakerStates(db, { nowUs: NOW })).toMatchObject([
      { model: "a", role: "primary", state: "open", share: 0, n: 10 },
    ]);
    expect(await listBreakerStates(db, { nowUs: NOW + 60 * SECOND_US })).toMatchObject([
      { state: "half_open", share: 0.1 },
    ]);
    expect((await listFailovers(db, all)).failovers).toHaveLength(1);
  }));

describe("with others at work", () => {
  test("a decision knows every attempt committed before it was asked, whoever drains at the same time", async () => {
    const { db } = database;
    const router = async () => {
      for (let i = 0; i < 12; i += 1) {
        const tier = crypto.randomUUID();
        await givenPolicy(db, tier);
        const attempts = times(3, () => ended(tier));
        await post(db, attempts);
        const { candidates } = await decideAt(db, tier, NOW);
        expect(candidates[0]).toMatchObject({ n: 3 });
      }
    };
    const worker = async () => {
      for (let i = 0; i < 60; i += 1) await drainBreakerFeed(db);
    };

    await Promise.all([router(), router(), router(), worker(), worker()]);
  });

  test("many decisions at the end of a cooldown make one transition", async () => {
    const { db } = database;
    await givenPolicy(db, "once", { cooldown_seconds: 60, dwell_seconds: 0 });
    await post(db, failing("once"));
    await decideAt(db, "once", NOW);

    await Promise.all(times(8, () => ended("once")).map(() => decideAt(db, "once", NOW + 60 * SECOND_US)));

    const { failovers } = await listFailovers(db, { ...all, tier: ["once"] });
    expect(failovers.map((event) => event.to)).toEqual(["half_open", "open"]);
  });
});

test("failovers are paged without losing or repeating one, and filtered", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard", { cooldown_seconds: 60, dwell_seconds: 0 });
    for (const model of ["a", "b", "c", "d", "e"]) await post(db, failing("standard", { model }));
    await drainBreakerFeed(db);

    const models: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFailovers(db, { ...all, tier: ["standard"], limit: 2, cursor });
      models.push(...page.failovers.map((event) => event.model));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);

    expect(models.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    expect((await listFailovers(db, { ...all, model: ["c"], tier: ["standard"] })).failovers).toHaveLength(1);
    expect((await listFailovers(db, { ...all, region: ["eu"] })).failovers).toEqual([]);
    expect(
      (await listFailovers(db, { ...all, tier: ["standard"], fromUs: NOW, toUs: NOW + 1 })).failovers,
    ).toHaveLength(5);
    expect((await listFailovers(db, { ...all, toUs: NOW })).failovers).toEqual([]);
    await expect(listFailovers(db, { ...all, cursor: "x" })).rejects.toMatchObject({
      fields: { cursor: expect.any(Array) },
    });
  }));

test("a feed longer than one pass is consumed to its end, in order", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard", { max_error_rate: 1, window_requests: 1_000, min_requests: 1_000 });
    const payload = JSON.stringify(breakerFeed([[ended("standard")]]));
    await db.execute(
      sql`insert into breaker_feed (payload) select ${payload}::text::jsonb from generate_series(1, 250)`,
    );

    expect(await drainBreakerFeed(db)).toBe(250);
    expect((await decideAt(db, "standard", NOW)).candidates[0]).toMatchObject({ n: 250 });
  }));

test("a router that names thousands of models stops nobody's decisions", () =>
  withRollback(database.db, async (db) => {
    await givenPolicy(db, "standard");
    await post(
      db,
      times(11_000, (index) => ended("standard", { model: `made-up-${index}` })),
    );

    expect(await drainBreakerFeed(db)).toBe(11_000);
    expect(await decideAt(db, "standard", NOW)).toMatchObject({ model: "a", role: "primary" });
  }));
