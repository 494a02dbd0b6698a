import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, DAY_US, HOUR_US, MINUTE_US } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { dropExpiredPartitions } from "../partitions/drop-expired-partitions";
import { ensurePartitions } from "../partitions/ensure-partitions";
import { listPartitionDays } from "../partitions/list-partition-days";
import { dayOfUs } from "../partitions/partition-days";
import { settleRollups } from "../rollups/settle-rollups";
import { verifyRollups } from "../rollups/verify-rollups";
import { type StoredFeedGroup, unpackFeed } from "../schema/feed-codec";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { storeAttempts } from "./store-attempts";

const database = testDatabase();
const codes = new DimensionCodes();
const WINDOW = { from: new Date("2026-03-01T22:00:00Z"), to: new Date("2026-03-02T02:00:00Z") };
const NOW_US = Date.parse("2026-03-02T02:00:00Z") * 1_000;

const store = (...posts: Attempt[][]) => storeAttempts(database.sql, { posts, codes, nowUs: NOW_US });
const some = (n: number, seed = Math.random() * 1e9) => randomAttempts(seededRandom(seed), n, WINDOW);
const numbers = (stored: { accepted: number; duplicates: number }[]) =>
  stored.map(({ accepted, duplicates }) => [accepted, duplicates]);

async function countAttempts() {
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from attempt`;
  return row?.n ?? 0;
}

async function expectGrowth(n: number, body: () => Promise<void>) {
  const before = await countAttempts();
  await body();
  expect((await countAttempts()) - before).toBe(n);
  expect(await verifyRollups(database.sql)).toEqual([]);
}

test("a batch sent again whole changes nothing and says so", () =>
  expectGrowth(500, async () => {
    const batch = some(500);

    expect(numbers(await store(batch))).toEqual([[500, 0]]);
    expect(numbers(await store(batch))).toEqual([[0, 500]]);
  }));

test("of a batch a tenth of which is known, the rest is stored and added up", () =>
  expectGrowth(950, async () => {
    const batch = some(500);
    await store(batch);
    const known = new Set(batch.slice(0, 50));
    const overlapping = [...some(225), ...known, ...some(225)];

    const [stored] = await store(overlapping);

    expect(stored).toMatchObject({ accepted: 450, duplicates: 50 });
    expect(overlapping.filter((_, place) => stored?.isNew[place] === 0)).toEqual([...known]);
  }));

test("a batch whose last row only is known is stored but for it", () =>
  expectGrowth(100, async () => {
    const batch = some(100).sort((a, b) => a.startedAtUs - b.startedAtUs);
    await store(batch.slice(-1));

    expect(numbers(await store(batch))).toEqual([[99, 1]]);
  }));

test("within one commit the first of equal records counts, in whichever post it came", () =>
  expectGrowth(3, async () => {
    const [a, b, c] = [anAttempt(), anAttempt(), anAttempt()];

    const stored = await store([b, a, { ...a, app: "told differently" }], [a, c], [b]);

    expect(numbers(stored)).toEqual([
      [2, 1],
      [1, 1],
      [0, 1],
    ]);
    const apps =
      await database.sql`select d.value from attempt a join dimension d on d.id = a.app_id where a.id = ${a.id}`;
    expect(apps).toEqual([{ value: "chat" }]);
  }));

test("an id that comes back with another start is a new record", () =>
  expectGrowth(2, async () => {
    const attempt = anAttempt();

    expect(numbers(await store([attempt]))).toEqual([[1, 0]]);
    expect(numbers(await store([{ ...attempt, startedAtUs: attempt.startedAtUs + 1 }]))).toEqual([[1, 0]]);
  }));

test("the same records sent many times at once are stored once", () =>
  expectGrowth(300, async () => {
    const batch = some(300);

    const stored = await Promise.all(Array.from({ length: 6 }, () => store(batch.toSorted(() => Math.random() - 0.5))));

    const accepted = stored.flat().reduce((sum, post) => sum + post.accepted, 0);
    expect(accepted).toBe(300);
  }));

test("days without a partition get one, also when several batches need it at once", () =>
  expectGrowth(40, async () => {
    const old = Array.from({ length: 40 }, (_, day) => anAttempt({ startedAtUs: NOW_US - (day + 3) * DAY_US }));

    await Promise.all([store(old.slice(0, 20)), store(old.slice(10, 30)), store(old.slice(20))]);
  }));

test("every field is kept as it was given", async () => {
  const attempt = anAttempt({
    startedAtUs: Date.parse("2026-03-01T23:59:59.999Z") * 1_000 + 999,
    durationUs: DAY_US,
    ttftUs: 1,
    streamed: true,
    outcome: "cancelled",
    requestId: "ünï",
    attempt: 3,
    final: false,
    requestedModel: "gpt",
    tier: null,
    router: "edge",
    errorCode: "E",
    serviceTier: "flex",
    policyVersion: 2_147_483_647,
    httpStatus: 499,
    inputTokens: 1_000_000_000,
    usageSource: "estimated",
    usageInconsistent: true,
    costPico: 2n ** 63n - 1n,
    costEstimated: true,
    reportedCostPico: 1n,
    priceId: 7,
    traceId: "t",
    tags: ["a", 'b"{},\\'],
  });
  await store([attempt]);

  const [row] = await database.sql`
    select (extract(epoch from started_at) * 1000000)::bigint::text as started, duration_us::text, ttft_us::text, outcome, request_id,
      attempt, final, requested.value as requested, tier_id, policy_version, http_status, input_tokens, usage_source, usage_inconsistent,
      cost_pico::text, cost_estimated, reported_cost_pico::text, price_id, trace_id, tags, bucket
    from attempt join dimension requested on requested.id = requested_model_id and requested.kind = 'model'
    where attempt.id = ${attempt.id}`;
  expect(row).toEqual({
    started: String(attempt.startedAtUs),
    duration_us: "86400000000",
    ttft_us: "1",
    outcome: 5,
    request_id: "ünï",
    attempt: 3,
    final: false,
    requested: "gpt",
    tier_id: 0,
    policy_version: 2_147_483_647,
    http_status: 499,
    input_tokens: 1_000_000_000,
    usage_source: 1,
    usage_inconsistent: true,
    cost_pico: String(2n ** 63n - 1n),
    cost_estimated: true,
    reported_cost_pico: "1",
    price_id: 7,
    trace_id: "t",
    tags: ["a", 'b"{},\\'],
    bucket: 0,
  });
});

test("breakers are fed counted attempts of a tier that can still be in a window, once each", async () => {
  await database.sql`delete from breaker_feed`;
  const fresh = anAttempt({ startedAtUs: NOW_US - MINUTE_US, model: "fed" });
  const posts = [
    [
      fresh,
      anAttempt({ ...fresh, id: "late", durationUs: 1 }),
      anAttempt({ ...fresh, id: "left", outcome: "cancelled" }),
    ],
    [
      fresh,
      anAttempt({ ...fresh, id: "untiered", tier: null }),
      anAttempt({ startedAtUs: NOW_US - 26 * HOUR_US }),
      anAttempt({ ...fresh, id: "ends tomorrow", durationUs: DAY_US }),
    ],
  ];

  await store(...posts);
  await store(...posts);

  const feed = await database.sql<{ payload: StoredFeedGroup[] }[]>`select payload from breaker_feed`;
  const [late, long] = [fresh.startedAtUs + 1, fresh.startedAtUs + (fresh.durationUs ?? 0)];
  expect(feed.map(({ payload }) => unpackFeed(payload))).toEqual([
    [expect.objectContaining({ model: "fed", attempts: [late, 0, 1, -1, long, 0, fresh.durationUs, -1] })],
  ]);
});

test("expired partitions are dropped and no others", async () => {
  const day = dayOfUs(NOW_US) + 100;
  await ensurePartitions(database.sql, [day, day + 1]);
  expect(await ensurePartitions(database.sql, [day, day + 1])).toBe(0);

  await settleRollups(database.sql, { before: new Date((day + 2) * DAY_MS) });
  await dropExpiredPartitions(database.sql, day + 1);

  expect(await listPartitionDays(database.sql)).toEqual([day + 1]);
});

test.each(["breaker_feed", "rollup_delta", "rollup_delta_app"])(
  "a deadlock at %s, amid what is sent behind each other, is tried again and stores each attempt once",
  async (table) => {
    await database.sql.unsafe(`
      create sequence ${table}_tries;
      create function fail_once() returns trigger language plpgsql as $$
        begin
          if nextval('${table}_tries') = 1 then raise exception 'deadlock' using errcode = '40P01'; end if;
          return new;
        end $$;
      create trigger fail_once before insert on ${table} for each row execute function fail_once();`);
    const attempts = [anAttempt({ startedAtUs: NOW_US, tier: "standard" })];
    try {
      const [stored] = await store(attempts);
      expect(stored).toMatchObject({ accepted: 1, duplicates: 0 });
    } finally {
      await database.sql.unsafe(`drop trigger fail_once on ${table}; drop function fail_once`);
    }
  },
);
