import { expect, test } from "vitest";
import { newCapacitySchema } from "@/lib/contract/capacity";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { addCapacity } from "../capacity/add-capacity";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase, withRollback } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { type ForecastInput, getForecast } from "./get-forecast";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const ask = (now: Date, more: Partial<ForecastInput> = {}) =>
  getForecast(database.db, { filters: NO_FILTERS, tz: "UTC", now, retention: EVERYTHING_RETAINED, by: null, ...more });

/** An attempt at noon of each of the days before an instant's, and one an hour into its own. */
async function givenDays(
  now: Date,
  days: number,
  overrides: Parameters<typeof anAttempt>[0] & { costPico: bigint | null },
) {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const noons = Array.from({ length: days }, (_, index) => today - (index + 1) * DAY_MS + 12 * HOUR_MS);
  await givenAttempts(
    database.sql,
    [...noons, today + HOUR_MS].map((at) => anAttempt({ ...overrides, startedAtUs: at * 1_000 })),
  );
}

test("the days of the rollups are forecast, each name by itself, and an exact past is exact", async () => {
  const now = new Date("2026-03-17T12:00:00Z");
  await givenDays(now, 30, { team: "search", costPico: 7n * USD });
  await givenDays(now, 10, { team: "chat", costPico: 2n * USD });
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: now });
  const { groups, ...total } = await ask(now, { by: "team" });
  // Sixteen whole days and this one's; the rollups' first day is left out of the evidence.
  expect(total).toMatchObject({
    month: "2026-03-01",
    following_month: "2026-04-01",
    month_to_date_usd: String(17 * 7 + 11 * 2),
    days_of_evidence: 29,
    priced_share: 1,
    group_by: "team",
  });
  expect(
    groups.map(({ name, month_to_date_usd, days_of_evidence }) => [name, month_to_date_usd, days_of_evidence]),
  ).toEqual([
    ["search", "119", 29],
    ["chat", "22", 9],
  ]);
  // Half of today, and fourteen days.
  expect(groups[0]?.month_end).toEqual({
    expected_usd: "220.5",
    interval_80: { low_usd: "220.5", high_usd: "220.5" },
    interval_95: { low_usd: "220.5", high_usd: "220.5" },
  });
  expect(groups[0]?.next_month?.expected_usd).toBe("210");
});

test("a day without traffic is a day of 0, in the zone's days", async () => {
  const now = new Date("2025-06-21T00:30:00Z");
  const [first, last] = [Date.UTC(2025, 4, 1, 20), Date.UTC(2025, 5, 20, 20)];
  await givenAttempts(database.sql, [
    ...[first, last].map((at) => anAttempt({ startedAtUs: at * 1_000, costPico: USD, app: "rare" })),
  ]);
  const filters = { ...NO_FILTERS, app: ["rare"] };
  // In Shanghai the last one is of the 21st, of which eight and a half hours have passed.
  const shanghai = await ask(now, { filters, tz: "Asia/Shanghai" });
  expect(shanghai).toMatchObject({ month_to_date_usd: "1", days_of_evidence: 49 });
  expect(shanghai.next_month?.expected_usd).toBe("0");
  expect((await ask(now, { filters })).days_of_evidence).toBe(50);
});

test("two days are not enough; what has no price is no evidence and never 0", async () => {
  const now = new Date("2024-06-18T12:00:00Z");
  await givenDays(now, 3, { app: "fresh", costPico: USD });
  const fresh = await ask(now, { filters: { ...NO_FILTERS, app: ["fresh"] } });
  expect(fresh).toMatchObject({ month_to_date_usd: "4", month_end: null, next_month: null, days_of_evidence: 2 });
  expect(fresh.method).toContain("Not enough days");

  await givenDays(now, 20, { app: "unpriced", costPico: null });
  const unpriced = await ask(now, { filters: { ...NO_FILTERS, app: ["unpriced"] } });
  expect(unpriced).toMatchObject({ month_to_date_usd: null, month_end: null, days_of_evidence: 0, priced_share: 0 });
  expect(await ask(new Date("2001-01-10T00:00:00Z"))).toMatchObject({ month_to_date_usd: "0", next_month: null });
});

test("usage records are in it, and days whose single attempts are gone begin the evidence later", async () => {
  const now = new Date("2023-06-20T12:00:00Z");
  const days = Array.from({ length: 25 }, (_, index) => Date.UTC(2023, 4, 26 + index));
  await givenUsage(
    database.sql,
    days.map((at) => aUsage({ startsAtUs: at * 1_000, amountPico: 3n * USD, costPico: 3n * USD })),
  );
  const { next_month, month_to_date_usd } = await ask(now);
  expect([next_month?.expected_usd, month_to_date_usd]).toEqual(["93", "57"]);

  await givenDays(now, 40, { consumer: "acme", costPico: USD });
  const rawRetainedFrom = Date.UTC(2023, 5, 10, 5) / 60_000;
  const acme = await ask(now, {
    filters: { ...NO_FILTERS, consumer: ["acme"] },
    retention: { ...EVERYTHING_RETAINED, rawRetainedFrom },
  });
  // From the 11th on every attempt is there, of which the first day may not be whole.
  expect(acme).toMatchObject({ days_of_evidence: 9, month_to_date_usd: null, month_end: null });
  expect(parseUsd(acme.next_month?.expected_usd ?? "")).toBe(31n * USD);
});

test("reserved capacity is in the forecast as it is due, and what it served is not", async () => {
  const now = new Date("2024-03-17T12:00:00Z");
  await givenDays(now, 30, { provider: "azure", model: "reserved", team: "ptu", costPico: 7n * USD });
  await foldDeltas(database.sql);
  await withRollback(database.db, async (db) => {
    const hours = {
      ...{ name: "PTU", provider: "azure", models: ["reserved"], kind: "ptu_hour", units: 1, amount: "1" },
      ...{ valid_from: "2024-03-11T00:00:00Z", valid_to: "2024-04-11T00:00:00Z", reason: "test" },
    };
    const input = newCapacitySchema.parse(hours);
    await db.transaction((tx) => addCapacity(tx, { input, actor: "test", now }));
    const ask = (filters = NO_FILTERS) =>
      getForecast(db, { filters, tz: "UTC", now, retention: EVERYTHING_RETAINED, by: null });
    const all = await ask({ ...NO_FILTERS, provider: ["azure"] });
    // Ten days at $7 by the token, six and a half (and the running minute) at $24 for capacity instead.
    const paid = 70 + 6.5 * 24 + 1 / 60;
    expect(Number(all.month_to_date_usd)).toBeCloseTo(paid, 6);
    expect(Number(all.capacity?.month_to_date_usd)).toBeCloseTo(paid - 70, 6);
    expect(Number(all.capacity?.rest_of_month_usd)).toBeCloseTo(14.5 * 24 - 1 / 60, 6);
    expect(all.capacity?.next_month_usd).toBe("240");
    // What is due is certain, whatever is expected beside it.
    expect(Number(all.month_end?.interval_95.low_usd)).toBeGreaterThanOrEqual(paid + 14.5 * 24 - 1 / 60 - 1e-6);

    const byModel = await ask({ ...NO_FILTERS, model: ["reserved"] });
    expect(byModel.capacity).toMatchObject({ rest_of_month_usd: null, next_month_usd: null });
    // By team nothing is known of it: all is by the token.
    const byTeam = await ask({ ...NO_FILTERS, team: ["ptu"] });
    expect(byTeam).toMatchObject({ capacity: null, month_to_date_usd: String(17 * 7) });
  });
});
