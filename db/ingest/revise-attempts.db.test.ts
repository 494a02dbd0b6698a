import fc from "fast-check";
import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { recordOf } from "@/lib/domain/record-of";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_MS } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { recountDays } from "../rollups/recount-days";
import { settleRollups } from "../rollups/settle-rollups";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { bruteSums } from "../testing/brute-force";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { rankStored } from "./rank-stored";
import { storeAttempts } from "./store-attempts";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:00:00Z");
const codes = new DimensionCodes();
const store = async (...attempts: Attempt[]) => {
  const input = { posts: [attempts], codes, nowUs: NOW.getTime() * 1_000 };
  const [stored] = await storeAttempts(database.sql, input);
  if (!stored) throw new Error("Nothing is said of the post");
  return { accepted: stored.accepted, duplicates: stored.duplicates, stale: stored.stale };
};

const SUMS = [
  "attempts",
  "requests",
  "final_failed",
  "ok",
  "with_usage",
  "priced",
  "estimated",
  "output_tokens",
  "cost_pico",
] as const;

async function storedSums(): Promise<Record<(typeof SUMS)[number], string>> {
  await settleRollups(database.sql, { before: NOW });
  const sums = SUMS.map((name) => `coalesce(sum(${name}), 0)::text as ${name}`).join(", ");
  const [row] = await database.sql.unsafe<Record<string, string>[]>(`select ${sums} from rollup_quarter`);
  return recordOf(SUMS, (name) => row?.[name] ?? "");
}

const sumsOf = (attempts: readonly Attempt[]) => {
  const sums = bruteSums(attempts);
  return recordOf(SUMS, (name) => String(sums[name]));
};

async function given(...attempts: Attempt[]) {
  const tables = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where tablename like 'rollup\\_%' and tablename <> 'rollup_state'`;
  const names = ["attempt_row", "attempt_correction", ...tables.map(({ name }) => name)];
  await database.sql.unsafe(`truncate ${names.join(", ")}`);
  await store(...attempts);
}

test("a higher revision replaces usage and cost, in the sums at once, and what was said before is kept", async () => {
  const first = anAttempt({ outputTokens: null, inputTokens: null, costPico: null, usageSource: "missing" });
  await given(first);
  const settled = {
    ...first,
    inputTokens: 900,
    outputTokens: 70,
    costPico: 12_000n,
    usageSource: "reported",
    revision: 1,
  } as const;

  expect(await store(settled)).toEqual({ accepted: 1, duplicates: 0, stale: [] });

  const { attempts, output_tokens, cost_pico, with_usage, priced } = await storedSums();
  expect({ attempts, output_tokens, cost_pico, with_usage, priced }).toEqual({
    ...{ attempts: "1", output_tokens: "70", cost_pico: "12000", with_usage: "1", priced: "1" },
  });
  const rows = await database.sql`select revision, input_tokens, output_tokens, cost_pico, usage_source from attempt`;
  expect(rows).toMatchObject([
    { revision: 1, input_tokens: 900, output_tokens: 70, cost_pico: "12000", usage_source: 0 },
  ]);
  const corrections = await database.sql`select attempt_id, revision, former from attempt_correction`;
  expect(corrections).toMatchObject([
    { attempt_id: first.id, revision: 0, former: { output_tokens: null, cost_pico: null, revision: 0 } },
  ]);
});

test("an equal revision repeats, an older one and one of another model are not taken, and none of them changes a thing", async () => {
  const second = anAttempt({ revision: 2, outputTokens: 5 });
  await given(second);

  expect(await store(second)).toEqual({ accepted: 0, duplicates: 1, stale: [] });
  expect(await store({ ...second, revision: 1, outputTokens: 9 }, anAttempt())).toEqual({
    ...{ accepted: 1, duplicates: 0, stale: [{ place: 0, reason: "older" }] },
  });
  for (const other of [{ model: "another" }, { outcome: "timeout" as const }]) {
    expect(await store({ ...second, revision: 3, ...other })).toEqual({
      ...{ accepted: 0, duplicates: 0, stale: [{ place: 0, reason: "elsewhere" }] },
    });
  }
  expect(await store({ ...second, revision: 0, outputTokens: 9 })).toEqual({ accepted: 0, duplicates: 1, stale: [] });
  expect((await storedSums()).output_tokens).toBe("205");
});

test("two revisions at once both come to the higher one, and only usage, price and service tier change", async () => {
  const first = anAttempt({ priceId: null, router: "r-1", policyVersion: 3, requestedModel: "smart" });
  await given(first);
  const bare = { ...first, router: null, policyVersion: null, requestedModel: null, serviceTier: "batch" };
  const later = Array.from({ length: 6 }, (_, index) => ({
    ...bare,
    revision: index + 1,
    priceId: index + 7,
    outputTokens: index,
  }));

  await Promise.all(later.map((attempt) => store(attempt)));

  const rows = await database.sql`
    select revision, output_tokens, price_id, policy_version, (select value from dimension where id = router_id) as router,
      (select value from dimension where id = service_tier_id) as service_tier,
      (select value from dimension where id = requested_model_id) as requested from attempt`;
  expect(rows).toEqual([
    {
      revision: 6,
      output_tokens: 5,
      price_id: 12,
      policy_version: 3,
      router: "r-1",
      service_tier: "batch",
      requested: "smart",
    },
  ]);
  expect((await storedSums()).output_tokens).toBe("5");
});

test("of revisions that come together the highest is stored", async () => {
  const attempt = anAttempt();
  await given({ ...attempt, revision: 1, outputTokens: 1 }, { ...attempt, revision: 3, outputTokens: 3 }, attempt);

  expect(await database.sql`select revision, output_tokens from attempt`).toMatchObject([
    { revision: 3, output_tokens: 3 },
  ]);
  expect((await storedSums()).attempts).toBe("1");
});

test("whatever is revised, there and back, all sums are those of the attempts as they stand", async () => {
  const usage = fc.record({
    inputTokens: fc.option(fc.nat(5_000), { nil: null }),
    outputTokens: fc.option(fc.nat(5_000), { nil: null }),
    costPico: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: null }),
    costEstimated: fc.boolean(),
    reportedCostPico: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: null }),
  });
  const window = { from: new Date(NOW.getTime() - 30 * HOUR_MS), to: NOW };
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.array(fc.tuple(fc.nat(19), usage), { maxLength: 12 }),
      fc.boolean(),
      async (seed, changes, isSealed) => {
        const attempts = randomAttempts(seededRandom(seed), 20, window);
        await given(...attempts);
        if (isSealed) await settleRollups(database.sql, { before: NOW });
        const now = [...attempts];
        for (const [index, change] of changes) {
          const known = now[index];
          if (!known) continue;
          now[index] = { ...known, ...change, revision: known.revision + 1 };
          await store(now[index]);
        }
        const back = now.map((attempt, index) => ({ ...attempts[index], revision: attempt.revision + 1 }) as Attempt);
        await store(...now);
        expect(await storedSums()).toEqual(sumsOf(now));

        await store(...back);

        expect(await storedSums()).toEqual(sumsOf(attempts));
      },
    ),
    { numRuns: 8 },
  );
  while ((await recountDays(database.sql, { over: 0, running: 0 })) === "more");
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("an attempt that another followed is no longer the last of its request, in the sums too, however often it is said", async () => {
  const window = { from: new Date(NOW.getTime() - 30 * HOUR_MS), to: NOW };
  const attempts = randomAttempts(seededRandom(7), 60, window);
  await given(...attempts);
  const quartersBeforeUs = Number.NEGATIVE_INFINITY;
  const followed = attempts.filter((_, index) => index % 2 === 0);

  const rank = (of: readonly Attempt[]) => {
    const ranks = of.map(({ id, startedAtUs }) => ({ id, startedAtUs, attempt: 3, final: false }));
    return database.sql.begin((tx) => rankStored(tx, { ranks, quartersBeforeUs }));
  };
  await rank(followed);
  await rank([...followed, anAttempt()]);

  const now = attempts.map((attempt) => (followed.includes(attempt) ? { ...attempt, final: false } : attempt));
  expect(await storedSums()).toEqual(sumsOf(now));
  expect(await verifyRollups(database.sql)).toEqual([]);
});
