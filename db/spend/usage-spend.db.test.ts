import { expect, test } from "vitest";
import type { BilledUsage } from "@/lib/contract/billed-usage";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { getStatsModels } from "../stats/get-stats-models";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { getSpend, type SpendInput } from "./get-spend";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const dayUs = (year: number, day: number) => Date.UTC(year, 2, day) * 1_000;
const priced = (usd: bigint) => ({ amountPico: usd * USD, costPico: usd * USD });

const ask = (year: number, more: Partial<SpendInput> = {}) =>
  getSpend(database.db, {
    window: { from: new Date(Date.UTC(year, 2, 1)), to: new Date(Date.UTC(year, 2, 11)) },
    filters: NO_FILTERS,
    groupBy: ["model"],
    interval: "none",
    tz: "UTC",
    now: new Date(Date.UTC(2026, 2, 20)),
    retention,
    ...more,
  });

test("a usage record counts in cost and tokens, and in nothing that is counted of attempts", async () => {
  const year = 2020;
  await givenAttempts(database.sql, [anAttempt({ startedAtUs: dayUs(year, 1), costPico: USD, model: "own" })]);
  await givenUsage(database.sql, [
    aUsage({ startsAtUs: dayUs(year, 1), ...priced(5n), inputTokens: 100, cachedInputTokens: 40, outputTokens: 9 }),
  ]);
  const { rows, total } = await ask(year);

  expect(total).toMatchObject({
    attempts: 1,
    requests: 1,
    priced_share: 1,
    cost_usd: "6",
    tokens: { input: 1_100, output: 209 },
  });
  expect(total.usage_records).toMatchObject({
    records: 1,
    cost_usd: "5",
    attempts_cost_usd: "1",
    unpriced: 0,
    split: 0,
  });
  expect(rows).toMatchObject([
    { model: "claude-haiku-4-5", attempts: 0, cost_usd: "5", priced_share: null, usage_records: { records: 1 } },
    { model: "own", attempts: 1, cost_usd: "1" },
  ]);
  expect(rows[1]?.usage_records).toBeUndefined();
  const window = { from: new Date(Date.UTC(year, 2, 1)), to: new Date(Date.UTC(year, 2, 11)) };
  const stats = await getStatsModels(database.db, {
    window,
    filters: NO_FILTERS,
    now: window.to,
    retention,
    by: undefined,
  });
  expect(stats.models.map(({ model }) => model)).toEqual(["own"]);
});

test("a day that attempts cover too is left out and shown, whichever came first, whatever the build and the key allow", async () => {
  const year = 2019;
  const at = (day: number) => ({ startsAtUs: dayUs(year, day), ...priced(10n) });
  const named = { provider: "anthropic", model: "claude-haiku-4-5-20251001", costPico: USD };
  await givenUsage(database.sql, [
    aUsage({ ...at(1), model: "claude-haiku-4.5" }),
    aUsage({ ...at(2), key: "ci" }),
    aUsage({ ...at(3), model: null }),
    aUsage({ ...at(4), model: "claude-opus-4-7" }),
    aUsage({ ...at(5), model: "unassigned" }),
    aUsage({ ...at(6), provider: "google", issuer: "anthropic" }),
  ]);
  expect((await ask(year)).total).toMatchObject({
    cost_usd: "60",
    usage_records: { records: 6, covered: { records: 0 } },
  });

  await givenAttempts(database.sql, [
    anAttempt({ ...named, startedAtUs: dayUs(year, 1) + HOUR_US }),
    anAttempt({ ...named, startedAtUs: dayUs(year, 2), key: "web" }),
    ...[3, 4, 5, 6].map((day) => anAttempt({ ...named, startedAtUs: dayUs(year, day) })),
  ]);
  const { total, rows } = await ask(year, { interval: "day" });
  // Days 1, 3 and 6 are left out: ten dollars each; the six attempts cost a dollar each.
  expect(total).toMatchObject({
    cost_usd: "36",
    usage_records: { records: 3, cost_usd: "30", attempts_cost_usd: "6", covered: { records: 3, cost_usd: "30" } },
  });
  expect(rows.filter(({ usage_records }) => (usage_records?.covered.records ?? 0) > 0).map(({ day }) => day)).toEqual([
    `${year}-03-01`,
    `${year}-03-03`,
    `${year}-03-06`,
  ]);

  await givenAttempts(database.sql, [anAttempt({ ...named, startedAtUs: dayUs(year, 2) + 1, key: "ci" })]);
  await foldDeltas(database.sql);
  expect((await ask(year)).total.usage_records).toMatchObject({ records: 2, covered: { records: 4, cost_usd: "40" } });
});

test("attempts without a key may be of any: a record of a key that they may be of is left out", async () => {
  const year = 2018;
  await givenUsage(database.sql, [aUsage({ startsAtUs: dayUs(year, 1), key: "ci" })]);
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: dayUs(year, 1), provider: "anthropic", model: "claude-haiku-4-5", costPico: null }),
  ]);
  expect((await ask(year)).total).toMatchObject({
    cost_usd: null,
    usage_records: { records: 0, covered: { records: 1 } },
  });
});

test("an amount in another currency is kept and named, never added; a cost that is not known is no 0", async () => {
  const year = 2017;
  const other = { costPico: null, currency: "CNY" };
  await givenUsage(database.sql, [
    aUsage({ startsAtUs: dayUs(year, 1), ...other, amountPico: 12n * USD }),
    aUsage({ startsAtUs: dayUs(year, 2), ...other, amountPico: 30n * USD }),
    aUsage({ startsAtUs: dayUs(year, 3), amountPico: null, currency: null, costPico: null, inputTokens: 5 }),
  ]);
  expect((await ask(year)).total).toMatchObject({
    cost_usd: null,
    usage_records: {
      records: 3,
      cost_usd: null,
      unpriced: 3,
      other_currencies: [{ currency: "CNY", cost: "42", records: 2 }],
    },
  });
});

test("a UTC day counts in the local day with most of its hours, an hour in its own, and both once", async () => {
  const year = 2016;
  await givenUsage(database.sql, [
    aUsage({ startsAtUs: dayUs(year, 5), ...priced(1n) }),
    aUsage({
      startsAtUs: dayUs(year, 5) + 20 * HOUR_US,
      endsAtUs: dayUs(year, 5) + 21 * HOUR_US,
      model: "b",
      ...priced(2n),
    }),
  ]);
  const days = async (tz: string) => {
    const { rows, total } = await ask(year, { tz, interval: "day" });
    expect(total.cost_usd).toBe("3");
    return rows.map(({ day, model, usage_records }) => [model, day?.slice(5), usage_records?.split]);
  };
  expect(await days("UTC")).toEqual([
    ["b", "03-05", 0],
    ["claude-haiku-4-5", "03-05", 0],
  ]);
  expect(await days("America/New_York")).toEqual([
    ["b", "03-05", 0],
    ["claude-haiku-4-5", "03-05", 1],
  ]);
  expect(await days("Asia/Shanghai")).toEqual([
    ["claude-haiku-4-5", "03-05", 1],
    ["b", "03-06", 0],
  ]);
});

test("filters and groupings find usage records by what they name, and by unassigned what they do not", async () => {
  const year = 2015;
  await givenUsage(database.sql, [
    aUsage({ startsAtUs: dayUs(year, 1), team: "search", operation: "chat", ...priced(1n) }),
    aUsage({ startsAtUs: dayUs(year, 1), team: "unassigned", ...priced(2n) }),
    aUsage({ startsAtUs: dayUs(year, 2), ...priced(4n) }),
  ]);
  const cost = async (filters: Partial<SpendInput["filters"]>) =>
    (await ask(year, { filters: { ...NO_FILTERS, ...filters } })).total.cost_usd;
  expect(await cost({ team: ["search"] })).toBe("1");
  expect(await cost({ team: ["unassigned"] })).toBe("6");
  expect(await cost({ operation: ["chat"] })).toBe("1");
  expect(await cost({ region: ["eu"] })).toBeNull();
  expect(await cost({ region: ["unassigned"], provider: ["anthropic"], stage: ["unassigned"] })).toBe("7");
  expect(await cost({ consumer: ["acme"] })).toBeNull();

  const { rows } = await ask(year, { groupBy: ["team", "tier"] });
  expect(rows.map(({ team, tier, cost_usd }) => [team, tier, cost_usd])).toEqual([
    ["search", null, "1"],
    ["unassigned", null, "6"],
  ]);
});

test("every grouping, interval and zone adds up to the same total, to what is not covered, to the last digit", async () => {
  const random = seededRandom(14);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const year = 2014;
  const models = ["a", "b-2025-01-01", null, "unassigned"];
  const keys = ["k", "l", null, "unassigned"];
  const usage = Array.from({ length: 300 }, (): BilledUsage => {
    const isHour = random() < 0.3;
    const startsAtUs = dayUs(year, 1 + Math.floor(random() * 10)) + (isHour ? Math.floor(random() * 24) * HOUR_US : 0);
    const amountPico = BigInt(Math.floor(random() * 1e15));
    return aUsage({
      ...{
        startsAtUs,
        endsAtUs: startsAtUs + (isHour ? HOUR_US : DAY_US),
        provider: pick(["x", "y"]),
        model: pick(models),
      },
      ...{
        key: pick(keys),
        team: pick(["t", null]),
        amountPico,
        costPico: amountPico,
        inputTokens: 10,
        outputTokens: 2,
      },
    });
  });
  const attempts = Array.from({ length: 200 }, () =>
    anAttempt({
      ...{ startedAtUs: dayUs(year, 1) + Math.floor(random() * 10 * DAY_US), provider: pick(["x", "z"]) },
      ...{ model: pick(["a", "b", "c"]), key: pick(["k", "m"]), team: pick(["t", null]), costPico: 7n },
    }),
  );
  await givenAttempts(database.sql, attempts);
  const { stored } = await givenUsage(database.sql, usage);
  expect(stored.length).toBeGreaterThan(40);

  const build = (model: string) => model.replace(/-\d{4}-\d{2}-\d{2}$/, "");
  const isCovered = ({ startsAtUs, provider, model, key }: BilledUsage) =>
    attempts.some(
      (one) =>
        Math.floor(one.startedAtUs / DAY_US) === Math.floor(startsAtUs / DAY_US) &&
        one.provider === provider &&
        (model === null || build(model) === one.model) &&
        (key === null || one.key === key),
    );
  const left = stored.filter((record) => !isCovered(record));
  expect(left.length).toBeGreaterThan(10);
  expect(left.length).toBeLessThan(stored.length);
  const expected = left.reduce((sum, { costPico }) => sum + (costPico ?? 0n), 7n * 200n);

  const pairs = SPEND_GROUPS.flatMap((first) => [[first], [first, "model"] as SpendGroup[]]).filter(
    ([first, second]) => first !== second,
  ) as SpendGroup[][];
  const zones = ["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"];
  for (const [index, groupBy] of [[], ...pairs].entries()) {
    const interval = (["day", "week", "month", "none"] as const)[index % 4] ?? "none";
    const { rows, total } = await ask(year, { groupBy, interval, tz: zones[index % zones.length] ?? "UTC" });
    expect(total).toMatchObject({
      attempts: 200,
      cost_usd: formatUsd(expected),
      usage_records: { records: left.length },
    });
    const sum = (of: (row: (typeof rows)[number]) => bigint) => rows.reduce((all, row) => all + of(row), 0n);
    expect(sum(({ cost_usd }) => parseUsd(cost_usd ?? "0") ?? 0n)).toBe(expected);
    expect(sum(({ attempts: count }) => BigInt(count))).toBe(200n);
    expect(sum(({ usage_records }) => BigInt(usage_records?.records ?? 0))).toBe(BigInt(left.length));
    expect(sum(({ tokens }) => BigInt(tokens.input ?? 0))).toBe(BigInt(total.tokens.input ?? 0));
    expect(sum(({ usage_records }) => BigInt(usage_records?.covered.records ?? 0))).toBe(
      BigInt(stored.length - left.length),
    );
  }
});
