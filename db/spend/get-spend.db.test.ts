import { expect, test } from "vitest";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { NAMED_MAX, NO_FILTERS, SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { countConsumers } from "../rollups/count-consumers";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { bruteSums, isAsked, shownName } from "../testing/brute-force";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { getSpend, type SpendInput } from "./get-spend";

const database = testDatabase();
const retention = EVERYTHING_RETAINED;
// Clocks in New York go forward on 8 March 2026.
const WINDOW = { from: new Date("2026-03-05T13:21:00Z"), to: new Date("2026-03-11T02:07:00Z") };
const STORED = { from: new Date("2026-03-04T00:00:00Z"), to: new Date("2026-03-12T00:00:00Z") };
const attempts = randomAttempts(seededRandom(3), 3_000, STORED);
const question: Omit<SpendInput, "tz" | "groupBy" | "interval"> = {
  window: WINDOW,
  filters: NO_FILTERS,
  now: STORED.to,
  retention,
};

test("days add up to the total, and hold what happened on them, in every zone", async () => {
  await givenAttempts(database.sql, attempts.slice(0, 2_000));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-08T09:09:00Z") });
  await givenAttempts(database.sql, attempts.slice(2_000));
  const span = { from: WINDOW.from.getTime() / MINUTE_MS, to: WINDOW.to.getTime() / MINUTE_MS };
  const asked = attempts.filter((attempt) => isAsked(attempt, NO_FILTERS, span));
  const { cost_pico, attempts: count, output_tokens } = bruteSums(asked);

  for (const [tz, by] of [
    ["Asia/Shanghai", "model"],
    ["America/New_York", "team"],
    ["Asia/Kolkata", "model"],
    ["Asia/Kolkata", "team"],
    ["Asia/Kathmandu", "environment"],
    ["UTC", "model"],
  ] as const) {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone: tz });
    const days = new Map(asked.map((attempt) => [attempt, format.format(attempt.startedAtUs / 1_000)]));
    const { rows, total } = await getSpend(database.db, { ...question, tz, groupBy: [by], interval: "day" });
    expect(total).toMatchObject({
      attempts: Number(count),
      cost_usd: formatUsd(cost_pico),
      tokens: { output: Number(output_tokens) },
    });
    expect(formatUsd(rows.reduce((sum, { cost_usd }) => sum + (parseUsd(cost_usd ?? "0") ?? 0n), 0n))).toBe(
      total.cost_usd,
    );
    for (const { day, ...row } of rows) {
      const own = bruteSums(asked.filter((one) => shownName(one, by) === row[by] && days.get(one) === day));
      expect({ tz, day, attempts: row.attempts, requests: row.requests, cost: row.cost_usd }).toEqual({
        tz,
        day,
        attempts: Number(own.attempts),
        requests: Number(own.requests),
        cost: own.priced === 0n ? null : formatUsd(own.cost_pico),
      });
    }
  }
});

test("every grouping and interval adds up to the same total", async () => {
  const pairs = SPEND_GROUPS.flatMap((first) =>
    SPEND_GROUPS.map((second): SpendGroup[] => (first === second ? [first] : [first, second])),
  );
  const totals = new Set<string>();
  for (const [index, groupBy] of [[], ...pairs].entries()) {
    const interval = (["day", "week", "month", "none"] as const)[index % 4] ?? "none";
    const { rows, total } = await getSpend(database.db, { ...question, tz: "America/New_York", groupBy, interval });
    expect(rows.reduce((sum, row) => sum + row.attempts, 0)).toBe(total.attempts);
    expect(rows.every((row) => (interval === "none") === (row.day === undefined))).toBe(true);
    totals.add(JSON.stringify({ ...total, rates: undefined, certainty: undefined, matched: undefined }));
  }
  expect(totals.size).toBe(1);
});

test("a week is named by its Monday and a month by its first day, though the window begins later", async () => {
  const days = async (interval: "week" | "month") => {
    const { rows } = await getSpend(database.db, { ...question, tz: "Asia/Kolkata", groupBy: [], interval });
    return rows.map(({ day }) => day);
  };
  expect(await days("week")).toEqual(["2026-03-02", "2026-03-09"]);
  expect(await days("month")).toEqual(["2026-03-01"]);
});

test("what has no price has no cost: null, counted, never zero", async () => {
  const startedAtUs = Date.UTC(2026, 1, 1) * 1_000;
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs, model: "unpriced", costPico: null, tier: null }),
    anAttempt({ startedAtUs, model: "free", costPico: 0n, costEstimated: true, reportedCostPico: 7n }),
  ]);
  const { rows, total } = await getSpend(database.db, {
    ...question,
    window: { from: new Date("2026-02-01T00:00:00Z"), to: new Date("2026-02-02T00:00:00Z") },
    tz: "UTC",
    groupBy: ["model", "tier"],
    interval: "none",
  });
  expect(rows).toMatchObject([
    { model: "free", tier: "standard", cost_usd: "0", priced_share: 1, estimated_share: 1, reported_share: 1 },
    {
      model: "unpriced",
      tier: null,
      cost_usd: null,
      reported_cost_usd: null,
      priced_share: 0,
      estimated_share: null,
      reported_share: 0,
    },
  ]);
  expect(total).toMatchObject({ cost_usd: "0", priced_share: 0.5, estimated_share: 1, reported_share: 0.5 });
});

test("of many consumers those that cost most are named, and the others are one row, also once single attempts are gone", async () => {
  const day = Date.UTC(2026, 0, 10);
  const of = (consumer: string | null, cost: number, n: number) =>
    anAttempt({ startedAtUs: (day + n * 1_000) * 1_000, consumer, costPico: BigInt(cost) });
  const many = Array.from({ length: NAMED_MAX + 5 }, (_, n) => of(`c-${n}`, 1_000 + n, n));
  await givenAttempts(database.sql, [...many, of("c-0", 5_000, 300), of(null, 7, 301), of("others", 3, 302)]);
  const ask = (rawRetainedFrom: number) =>
    getSpend(database.db, {
      ...question,
      window: { from: new Date(day), to: new Date(day + DAY_MS) },
      tz: "UTC",
      groupBy: ["consumer"],
      interval: "none",
      retention: { ...retention, minuteRetainedFrom: rawRetainedFrom, rawRetainedFrom },
    });

  const raw = await ask(Number.NEGATIVE_INFINITY);
  expect(raw.rows).toHaveLength(NAMED_MAX + 2);
  const named = (rows: typeof raw.rows, name: string) => rows.find(({ consumer }) => consumer === name);
  expect(named(raw.rows, "c-0")).toMatchObject({ attempts: 2, cost_usd: formatUsd(6_000n) });
  expect(named(raw.rows, "c-1")).toBeUndefined();
  // Five are beyond the two hundred, and one calls itself so.
  expect(named(raw.rows, "others")).toMatchObject({ attempts: 6, cost_usd: formatUsd(5n * 1_003n + 3n) });
  expect(named(raw.rows, "unassigned")).toMatchObject({ attempts: 1 });

  while ((await countConsumers(database.sql)) === "more");
  const days = await ask(1e8);
  expect(days.rows).toEqual(raw.rows);

  // A late one is among the others until the day's consumers are counted anew.
  await givenAttempts(database.sql, [of("late", 9_000, 400)]);
  expect(named((await ask(1e8)).rows, "others")).toMatchObject({ attempts: 7 });
  expect((await ask(1e8)).total).toEqual((await ask(Number.NEGATIVE_INFINITY)).total);
  while ((await countConsumers(database.sql)) === "more");
  expect((await ask(1e8)).rows).toEqual((await ask(Number.NEGATIVE_INFINITY)).rows);
});

test("of a window whose first days have no single attempts any more, all days name their consumers", async () => {
  const first = Date.UTC(2025, 11, 1);
  const of = (consumer: string, days: number) =>
    anAttempt({ startedAtUs: (first + days * DAY_MS) * 1_000, consumer, costPico: 1_000n });
  await givenAttempts(database.sql, [of("old", 0), of("both", 0), of("both", 3), of("new", 3)]);
  while ((await countConsumers(database.sql)) === "more");

  const { rows } = await getSpend(database.db, {
    ...question,
    window: { from: new Date(first), to: new Date(first + 5 * DAY_MS) },
    tz: "UTC",
    groupBy: ["consumer"],
    interval: "none",
    retention: { ...retention, rawRetainedFrom: (first + 2 * DAY_MS) / MINUTE_MS - 7 },
  });

  expect(rows.map(({ consumer, attempts: n }) => [consumer, n])).toEqual([
    ["both", 2],
    ["new", 1],
    ["old", 1],
  ]);
});

test("rates are of what is priced: a model without a price adds no tokens and no requests at no cost", async () => {
  const startedAtUs = Date.UTC(2026, 0, 5) * 1_000;
  const priced = { startedAtUs, model: "priced", inputTokens: 600_000, outputTokens: 200_000 };
  await givenAttempts(database.sql, [
    anAttempt({ ...priced, costPico: 3_000_000_000_000n }),
    anAttempt({ ...priced, costPico: 1_000_000_000_000n, outcome: "timeout" }),
    anAttempt({ startedAtUs, model: "unpriced", costPico: null }),
  ]);
  const window = { from: new Date("2026-01-05T00:00:00Z"), to: new Date("2026-01-06T00:00:00Z") };
  const asked = { ...question, window, tz: "UTC", groupBy: ["model"] as const };

  const { rows, total } = await getSpend(database.db, { ...asked, interval: "none" });
  const byDay = await getSpend(database.db, { ...asked, interval: "day" });

  const rates = {
    usd_per_m_output: "10",
    usd_per_m_blended: "2.5",
    usd_per_1k_requests: "2000",
    usd_per_answered_request: "4",
  };
  expect(total.rates).toEqual(rates);
  expect(rows.map((row) => row.rates)).toEqual([rates, mapNull(rates)]);
  expect(byDay.rows[0]).not.toHaveProperty("rates");
});

function mapNull(rates: object) {
  return Object.fromEntries(Object.keys(rates).map((name) => [name, null]));
}
