import { expect, test } from "vitest";
import {
  BUDGET_DIMENSIONS,
  type BudgetChange,
  budgetChangeSchema,
  budgetDetailSchema,
  budgetsSchema,
  type NewBudgetInput,
  newBudgetSchema,
} from "@/lib/contract/budgets";
import { newCapacitySchema } from "@/lib/contract/capacity";
import { BUDGET_PERIODS, periodAt } from "@/lib/domain/budgets/budget-period";
import { groupBy } from "@/lib/domain/group-by";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import { formatUsd, PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { localDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { listAuditEntries } from "../audit/list-audit-entries";
import { addCapacity } from "../capacity/add-capacity";
import { addExchangeRates } from "../prices/add-exchange-rates";
import { getRetention } from "../retention/get-retention";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { getSpend } from "../spend/get-spend";
import { testDatabase } from "../testing";
import { bruteSums, isAsked } from "../testing/brute-force";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { randomAttempts } from "../testing/random-attempts";
import { changeBudget } from "./change-budget";
import { createBudget } from "./create-budget";
import { deleteBudget } from "./delete-budget";
import { evaluateBudgets } from "./evaluate-budgets";
import { getBudget, getBudgets } from "./get-budgets";
import { restoreBudget } from "./restore-budget";

const database = testDatabase();
const actor = "finn@example.com";
// Clocks in New York went forward on 8 March 2026.
const NOW = new Date("2026-03-19T02:07:30Z");
const STORED = { from: new Date("2026-01-20T00:00:00Z"), to: NOW };
const attempts = randomAttempts(seededRandom(11), 2_500, STORED);

const retentionAt = (now: Date) => getRetention(database.db, { now, rawDays: 45 });
const add = (input: NewBudgetInput, now = NOW) =>
  createBudget(database.db, { budget: newBudgetSchema.parse(input), actor, now });
const change = (id: number, baseVersion: number, edit: BudgetChange, now = NOW) =>
  changeBudget(database.db, { id, change: edit, baseVersion, actor: "ada@example.com", now });
const evaluate = async (now: Date) => evaluateBudgets(database.db, { now, retention: await retentionAt(now) });
const read = async (now: Date) =>
  budgetsSchema.parse(await getBudgets(database.db, { now, retention: await retentionAt(now) }));
const readOne = async (id: number, now: Date) =>
  budgetDetailSchema.parse(await getBudget(database.db, { id, now, retention: await retentionAt(now) }));

test.sequential("what a budget has spent is the cost of its attempts in the calendar period of its zone", async () => {
  await givenAttempts(database.sql, attempts.slice(0, 1_800));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-18T09:09:00Z") });
  await givenAttempts(database.sql, attempts.slice(1_800));
  const values = { team: "red", app: "chat", tier: "gold", model: "a", key: "unassigned" };
  const zones = ["America/New_York", "Asia/Kathmandu", "Asia/Shanghai", "UTC"];
  let n = 0;
  for (const dimension of [null, ...BUDGET_DIMENSIONS]) {
    for (const period of BUDGET_PERIODS) {
      const value = dimension && values[dimension];
      const tz = zones[n++ % zones.length] ?? "UTC";
      await add({ name: `${value} ${period}`, dimension, value, amount: "1000000", period, tz, thresholds: [] });
    }
  }

  const { budgets } = await read(NOW);
  expect(budgets).toHaveLength(18);
  for (const { id, name, dimension, value, period, tz, status } of budgets) {
    const { from } = periodAt(NOW, period, tz);
    const filters = dimension === null ? NO_FILTERS : { ...NO_FILTERS, [dimension]: [value ?? ""] };
    const span = { from: from.getTime() / MINUTE_MS, to: Math.ceil(NOW.getTime() / MINUTE_MS) };
    const own = bruteSums(attempts.filter((attempt) => isAsked(attempt, filters, span)));
    expect({ name, tz, spent: status?.spent, unpriced: status?.unpriced_attempts, from: status?.from }).toEqual({
      ...{ name, tz, spent: formatUsd(own.cost_pico), from: from.toISOString() },
      unpriced: Number(own.attempts - own.priced),
    });
    const detail = await readOne(id, NOW);
    expect(detail.days.findLast(({ spent }) => spent !== null)?.spent).toBe(status?.spent);
    expect(detail.days.at(-1)?.even).toBe("1000000");
    expect(detail.status).toEqual(status);
  }
  // Of labels, quarters that begin within a UTC day whose single attempts are gone.
  const inexact = budgets.flatMap(({ dimension, period, tz, status }) =>
    status?.is_exact ? [] : [`${dimension} ${period} ${tz}`],
  );
  expect(inexact).toEqual(
    budgets.flatMap(({ dimension, period, tz }) =>
      (dimension === "team" || dimension === "key") && period === "quarter" && tz !== "UTC"
        ? [`${dimension} ${period} ${tz}`]
        : [],
    ),
  );
  expect(inexact).not.toEqual([]);
  const month = budgets.find(({ name }) => name === "red month");
  const spend = await getSpend(database.db, {
    window: { from: new Date(month?.status?.from ?? ""), to: new Date(NOW.getTime() + 30_000) },
    filters: { ...NO_FILTERS, team: ["red"] },
    ...{ groupBy: [], interval: "none", tz: "UTC", now: NOW, retention: await retentionAt(NOW) },
  });
  expect(month?.status?.spent).toBe(spend.total.cost_usd);
});

const CNY = "CNY";
const inYuan = (picoUsd: bigint, perUsd: bigint) => divideHalfEven(picoUsd * perUsd, PICO_PER_USD);
const rateOf = (day: number) => 7n * PICO_PER_USD + BigInt(day % 97) * 1_234_567_891n;
const dayOf = (at: Date | number) => Math.floor(Number(at) / DAY_MS);

test.sequential("a budget in another currency is its attempts, each UTC day at its own rate, in every zone and period", async () => {
  await expect(add({ name: "early", amount: 1, currency: "EUR" })).rejects.toMatchObject({
    ...{ code: "UNPROCESSABLE", fields: { currency: [expect.stringContaining("no exchange rate for EUR")] } },
  });
  await givenRates(CNY, "2025-11-01", "2026-03-19");
  const values = { team: "red", app: "chat", tier: "gold", model: "a", key: "unassigned" };
  const zones = ["Asia/Shanghai", "America/New_York", "UTC", "Asia/Kathmandu"];
  let n = 0;
  for (const dimension of [null, ...BUDGET_DIMENSIONS]) {
    for (const period of ["week", "month"] as const) {
      const value = dimension && values[dimension];
      const tz = zones[n++ % zones.length] ?? "UTC";
      await add({
        name: `yuan ${n}`,
        dimension,
        value,
        amount: "1000000",
        currency: "cny",
        period,
        tz,
        thresholds: [],
      });
    }
  }

  const budgets = (await read(NOW)).budgets.filter(({ currency }) => currency === CNY);
  expect(budgets).toHaveLength(12);
  for (const { id, name, dimension, value, period, tz, status } of budgets) {
    const { from } = periodAt(NOW, period, tz);
    const filters = dimension === null ? NO_FILTERS : { ...NO_FILTERS, [dimension]: [value ?? ""] };
    const own = attempts.filter((attempt) =>
      isAsked(attempt, filters, { from: from.getTime() / MINUTE_MS, to: Math.ceil(NOW.getTime() / MINUTE_MS) }),
    );
    const parts = groupBy(own, ({ startedAtUs }) => {
      const at = startedAtUs / 1_000;
      return `${localDate(at, tz)} ${dayOf(at)}`;
    });
    const spent = [...parts].reduce(
      (sum, [key, part]) => sum + inYuan(bruteSums(part).cost_pico, rateOf(Number(key.split(" ")[1]))),
      0n,
    );
    expect({ name, spent: status?.spent, usd: status?.spent_usd }).toEqual({
      ...{ name, spent: formatUsd(spent), usd: formatUsd(bruteSums(own).cost_pico) },
    });
    expect(status?.unconverted).toEqual({ dates: [], cost_usd: "0", without_rate: [] });
    expect((await readOne(id, NOW)).days.findLast(({ spent }) => spent !== null)?.spent).toBe(status?.spent);
  }
});

test.sequential("a day without a rate is named, is in no sum, and is expected to cost what an ordinary day does", async () => {
  const app = "gap";
  await givenRates("EUR", "2026-04-01", "2026-04-09");
  await givenAttempts(
    database.sql,
    Array.from({ length: 11 }, (_, index) =>
      dollars(10, `2026-04-${String(index + 1).padStart(2, "0")}T06:00:00Z`, app),
    ),
  );
  const { id } = await add({ name: app, dimension: "app", value: app, amount: 100_000, currency: "EUR" });
  const now = new Date("2026-04-11T12:00:00Z");
  const { status, days } = await readOne(id, now);
  const known = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) =>
    inYuan(10n * PICO_PER_USD, rateOf(dayOf(Date.UTC(2026, 3, day)))),
  );
  expect(status).toMatchObject({
    spent: formatUsd(known.reduce((a, b) => a + b)),
    spent_usd: "90",
    unconverted: {
      dates: ["2026-04-10", "2026-04-11"],
      ...{ cost_usd: "20", without_rate: ["2026-04-10", "2026-04-11"] },
    },
  });
  expect(days.slice(8, 11).map(({ cost }) => cost === null)).toEqual([false, true, true]);
  // 21 more days at some 70 a day, of which two are over.
  expect(Number(status?.projected)).toBeGreaterThan(29.5 * 70);
  expect(Number(status?.projected)).toBeLessThan(30.5 * 70.2);

  // Only days without a rate: nothing is known, which is not 0.
  const may = new Date("2026-05-02T12:00:00Z");
  await givenAttempts(database.sql, [dollars(10, "2026-05-02T06:00:00Z", app)]);
  expect(await readOne(id, may)).toMatchObject({ status: null, status_reason: "No rate for EUR on 2026-05-02" });
  expect(await evaluate(may)).toBe(0);

  // In dollars it is known; in a currency without any rate it cannot be asked.
  expect(await change(id, 1, { currency: "USD" })).toMatchObject({ currency: "USD", version: 2 });
  expect((await readOne(id, may)).status).toMatchObject({ spent: "10", spent_usd: "10" });
  await expect(change(id, 2, { currency: "GBP" })).rejects.toMatchObject({ code: "UNPROCESSABLE" });
});

test.sequential("thresholds are reached in the budget's currency, and a bill in it needs no rate", async () => {
  const provider = "qwen-bill";
  await givenUsage(database.sql, [
    aUsage({
      ...{ startsAtUs: Date.parse("2026-06-10T00:00:00Z") * 1_000, provider, model: "qwen-billed" },
      ...{ amountPico: 80n * PICO_PER_USD, currency: CNY, costPico: null },
    }),
  ]);
  const at = new Date("2026-06-12T00:00:00Z");
  const terms = { dimension: "model", value: "qwen-billed", amount: 100, currency: CNY } as const;
  const { id } = await add({ ...terms, name: "bill", thresholds: [{ percent: 80 }] }, new Date("2026-06-01T00:00:00Z"));
  expect(await evaluate(at)).toBe(1);
  expect((await readOne(id, at)).alerts).toMatchObject([{ amount: "100", currency: CNY, spent: "80" }]);
});

test.sequential("reserved capacity counts in what will be billed, used or not, and its part to come is known", async () => {
  const now = new Date("2026-08-11T00:00:00Z");
  const noon = (day: number) => `2026-08-${String(day).padStart(2, "0")}T12:00:00Z`;
  const served = { provider: "azure", model: "reserved" };
  await givenAttempts(
    database.sql,
    Array.from({ length: 10 }, (_, index) => ({ ...dollars(10, noon(index + 1), "ptu"), ...served })),
  );
  const hours = {
    ...{ name: "PTU", provider: "azure", models: ["reserved"], kind: "ptu_hour", units: 1, amount: "1" },
    ...{ valid_from: "2026-08-01T00:00:00Z", valid_to: "2026-08-21T00:00:00Z", reason: "test" },
  };
  await addCapacity(database.db, { input: newCapacitySchema.parse(hours), actor, now });
  const all = await add({ name: "all", amount: 1_000 });
  const model = await add({ name: "model", dimension: "model", value: "reserved", amount: 1_000 });
  const tier = await add({ name: "tier", dimension: "tier", value: "standard", amount: 1_000 });

  // Ten days of 24 hours at $1, and a minute of today; ten more are due. The $100 by the token are not billed.
  const { status } = await readOne(all.id, now);
  expect(Number(status?.spent)).toBeCloseTo(240, 1);
  expect(status?.capacity).toBe(status?.spent);
  expect(Number(status?.projected)).toBeCloseTo(480, 6);
  // Two days and today have no rate: none of them is in what is spent, and their capacity is in what is projected.
  await givenRates("NOK", "2026-08-01", "2026-08-08");
  const inKrone = await add({ name: "all in NOK", amount: 100_000, currency: "NOK" });
  const left = (await readOne(inKrone.id, now)).status;
  const rates = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => Number(rateOf(dayOf(Date.UTC(2026, 7, day)))) / 1e12);
  const converted = rates.reduce((sum, rate) => sum + 24 * rate, 0);
  expect(left?.unconverted.dates).toEqual(["2026-08-09", "2026-08-10", "2026-08-11"]);
  expect(Number(left?.spent)).toBeCloseTo(converted, 4);
  expect(Number(left?.projected)).toBeCloseTo(converted + 12 * 24 * (rates.at(-1) ?? 0), 3);
  // Only the hour of each day that was used is the model's own.
  const own = (await readOne(model.id, now)).status;
  expect(own).toMatchObject({ spent: "10", capacity: "10", is_capacity_shared: true });
  expect((await readOne(tier.id, now)).status).toMatchObject({ capacity: null, is_capacity_shared: false });
});

test.sequential("thresholds of a quarter by app go by the cost that is shown, in the quarter and after it", async () => {
  const [created, within] = [new Date("2027-01-01T00:00:00Z"), new Date("2027-06-20T00:00:00Z")];
  const after = new Date("2027-07-02T00:00:00Z");
  const served = { provider: "reserved-apps", model: "reserved-apps" };
  // $100 by the token, and an hour of capacity at $1.
  await givenAttempts(database.sql, [{ ...dollars(100, "2027-05-05T12:10:00Z", "of-app"), ...served }]);
  const hours = {
    ...{ name: "apps", provider: "reserved-apps", models: ["reserved-apps"], kind: "ptu_hour", units: 1, amount: "1" },
    ...{ valid_from: "2027-04-01T00:00:00Z", valid_to: "2027-07-01T00:00:00Z", reason: "test" },
  };
  await addCapacity(database.db, { input: newCapacitySchema.parse(hours), actor, now: within });
  const terms = { period: "quarter", dimension: "app", value: "of-app", amount: 50 } as const;
  const { id } = await add({ ...terms, name: "by app", thresholds: [{ percent: 100 }] }, created);

  expect((await readOne(id, within)).status).toMatchObject({ spent: "1", is_capacity_shared: true });
  await evaluate(within);
  await evaluate(after);
  expect((await readOne(id, after)).alerts).toEqual([]);

  await change(id, 1, budgetChangeSchema.parse({ amount: 1 }), created);
  await evaluate(after);
  expect((await readOne(id, after)).alerts).toMatchObject([{ amount: "1", spent: "1" }]);
});

/** Rates of every day, as rateOf has them. */
async function givenRates(currency: string, from: string, to: string): Promise<void> {
  const length = dayOf(Date.parse(to)) - dayOf(Date.parse(from)) + 1;
  const rates = Array.from({ length }, (_, index) => {
    const day = dayOf(Date.parse(from)) + index;
    return { currency, day: dateText(day * DAY_MS), per_usd: rateOf(day) };
  });
  const confirm = rates.map((_, index) => `rates.${index}`);
  await addExchangeRates(database.db, { input: { rates, source: "test", confirm }, actor, now: NOW });
}

test.sequential("of two who edit at once one wins, and the other is shown what is different now", async () => {
  const { id, version } = await add({ name: "two editors", amount: 500 });
  const edits = await Promise.allSettled([
    change(id, version, { amount: 700_000_000_000_000n }),
    change(id, version, { amount: 900_000_000_000_000n, owner: "ada@example.com" }),
  ]);

  const won = edits.flatMap((edit) => (edit.status === "fulfilled" ? [edit.value] : []));
  expect(won).toMatchObject([{ version: 2 }]);
  expect(edits.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "PRECONDITION_FAILED", fields: { amount: [`Is ${won[0]?.amount} now`] } },
  });
  // What changes nothing is no version.
  expect(await change(id, 2, { name: "two editors" })).toMatchObject({ version: 2 });
  await expect(deleteBudget(database.db, { id, baseVersion: 1, actor, now: NOW })).rejects.toMatchObject({
    code: "PRECONDITION_FAILED",
  });
  await deleteBudget(database.db, { id, baseVersion: 2, actor, now: NOW });
  await expect(change(id, 2, { name: "gone" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await restoreBudget(database.db, { id, actor, now: NOW });
  await expect(restoreBudget(database.db, { id, actor, now: NOW })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const entries = await listAuditEntries(database.db, { limit: 4 });
  expect(entries.map(({ action }) => action)).toEqual([
    "budget.restore",
    "budget.delete",
    "budget.change",
    "budget.create",
  ]);
  expect(entries[2]).toMatchObject({ actor: "ada@example.com", before: { amount: "500" }, after: won[0] });
});

const dollars = (usd: number, at: string, app: string) =>
  anAttempt({ startedAtUs: Date.parse(at) * 1_000, app, costPico: BigInt(usd) * 1_000_000_000_000n });
const reachedOf = async (id: number, now: Date) =>
  (await readOne(id, now)).alerts.map(
    ({ threshold, from }) => `${threshold.of} ${threshold.percent} ${from.slice(0, 10)}`,
  );

test.sequential("each threshold is written once for a period, however often and by however many it is evaluated", async () => {
  const app = "once";
  const start = new Date("2026-06-01T00:00:00Z");
  const { id } = await add({ name: app, dimension: "app", value: app, amount: 100, period: "month" }, start);
  const at = (iso: string) => new Date(iso);
  await givenAttempts(database.sql, [dollars(79, "2026-06-02T10:00:00Z", app)]);
  expect(await evaluate(at("2026-06-03T00:00:00Z"))).toBe(0);
  await givenAttempts(database.sql, [dollars(1, "2026-06-03T10:00:00Z", app)]);

  const now = at("2026-06-04T00:00:00Z");
  const counts = await Promise.all([evaluate(now), evaluate(now), evaluate(now)]);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1);
  expect(await evaluate(now)).toBe(0);
  expect(await reachedOf(id, now)).toEqual(["spent 80 2026-06-01"]);

  // The sum falls below it, by a correction, and rises again: no news.
  await database.sql`update alert_event set delivered_at = now() where budget_id = ${id}`;
  await givenAttempts(database.sql, [dollars(-10, "2026-06-04T10:00:00Z", app)]);
  expect(await evaluate(at("2026-06-04T11:00:00Z"))).toBe(0);
  await givenAttempts(database.sql, [dollars(15, "2026-06-04T11:00:00Z", app)]);
  expect(await evaluate(at("2026-06-04T12:00:00Z"))).toBe(0);
  expect((await readOne(id, now)).alerts).toMatchObject([{ budget: app, amount: "100", spent: "80" }]);

  // Only then is enough known to project from, and more than the amount is.
  await givenAttempts(database.sql, [dollars(1, "2026-06-05T10:00:00Z", app)]);
  expect(await evaluate(at("2026-06-07T00:00:00Z"))).toBe(1);
  expect(await reachedOf(id, at("2026-06-07T00:00:00Z"))).toEqual(["projected 100 2026-06-01", "spent 80 2026-06-01"]);

  // What arrives after the period's end still reaches a threshold of it.
  await givenAttempts(database.sql, [dollars(50, "2026-06-30T23:59:00Z", app)]);
  expect(await evaluate(at("2026-07-01T00:05:00Z"))).toBe(1);
  expect((await reachedOf(id, at("2026-07-01T00:05:00Z")))[0]).toBe("spent 100 2026-06-01");
});

test.sequential("another amount asks anew, another owner does not, and what is written is rolled back whole", async () => {
  const app = "anew";
  const now = new Date("2026-07-02T12:00:00Z");
  const { id } = await add(
    { name: app, dimension: "app", value: app, amount: 100, thresholds: [{ percent: 50, of: "spent" }] },
    new Date("2026-07-01T12:00:00Z"),
  );
  await givenAttempts(database.sql, [dollars(120, "2026-07-02T10:00:00Z", app)]);
  // As where the leader is killed before its transaction ends.
  await database.db
    .transaction(async (tx) => {
      expect(await evaluateBudgets(tx, { now, retention: await retentionAt(now) })).toBe(1);
      throw new Error("killed");
    })
    .catch(() => undefined);
  expect(await reachedOf(id, now)).toEqual([]);
  expect(await evaluate(now)).toBe(1);

  await change(id, 1, { owner: "finn@example.com" }, now);
  expect(await evaluate(now)).toBe(0);
  await change(id, 2, { amount: 200_000_000_000_000n }, now);
  expect(await evaluate(now)).toBe(1);
  // The period before asked nothing yet: the budget is not that old.
  expect((await reachedOf(id, now)).every((text) => text.endsWith("2026-07-01"))).toBe(true);
});

test.sequential("where earlier days are not retained the period is read alone, and where it is not, the reason is given", async () => {
  const { id } = await add({ name: "not retained", dimension: "team", value: "red", amount: 100, tz: "UTC" });
  const retention = await retentionAt(NOW);
  const completeSince = (at: Date) => ({
    ...{ db: database.db, now: NOW, id },
    retention: {
      ...retention,
      rawRetainedFrom: at.getTime() / MINUTE_MS,
      breakdowns: (retention.breakdowns ?? []).map((one) => ({ ...one, completeFrom: at.getTime() / MINUTE_MS })),
    },
  });
  const march = completeSince(new Date("2026-03-01T00:00:00Z"));
  const { status } = await getBudget(march.db, march);
  expect(status).toMatchObject({ spent: (await readOne(id, NOW)).status?.spent });

  const late = completeSince(new Date(NOW.getTime() - 2 * DAY_MS - HOUR_MS));
  const unknown = await getBudget(late.db, late);
  expect(unknown).toMatchObject({ status: null, status_reason: expect.stringContaining("retained"), days: [] });
});

test("a change and a new budget are refused by field", () => {
  const fieldsOf = (input: unknown, schema: typeof newBudgetSchema | typeof budgetChangeSchema = newBudgetSchema) =>
    schema.safeParse(input).error?.issues.map(({ path }) => path.join(".")) ?? [];
  const good = { name: "b", amount: 1 };

  expect(fieldsOf(good)).toEqual([]);
  for (const amount of [0, -1, "0", "-0.5", "x", "", null, Number.NaN, "1e30"]) {
    expect([amount, fieldsOf({ ...good, amount })]).toEqual([amount, ["amount"]]);
  }
  for (const currency of ["XQZ", "dollars", 1]) expect(fieldsOf({ ...good, currency })).toEqual(["currency"]);
  for (const currency of ["usd", "cny"]) expect(fieldsOf({ ...good, currency })).toEqual([]);
  for (const tz of ["Mars/Base", "+02:00", ""]) expect(fieldsOf({ ...good, tz })).toEqual(["tz"]);
  expect(fieldsOf({ ...good, period: "year" })).toEqual(["period"]);
  expect(fieldsOf({ ...good, dimension: "region", value: "eu" })).toEqual(["dimension"]);
  expect(fieldsOf({ ...good, dimension: "team" })).toEqual(["value"]);
  expect(fieldsOf({ ...good, value: "red" })).toEqual(["dimension"]);
  expect(fieldsOf({ ...good, dimension: "team", value: 7 })).toEqual(["value"]);
  const thresholds = (...percents: number[]) => ({ ...good, thresholds: percents.map((percent) => ({ percent })) });
  for (const bad of [0, -5, 1_000.5, 0.001]) expect(fieldsOf(thresholds(bad))).toEqual(["thresholds.0.percent"]);
  expect(fieldsOf(thresholds(80, 80.004))).toEqual(["thresholds.1.percent"]);
  expect(fieldsOf(thresholds(0.01, 1_000))).toEqual([]);
  expect(fieldsOf({ ...good, name: "" })).toEqual(["name"]);
  expect(fieldsOf({}, budgetChangeSchema)).toEqual([""]);
  expect(fieldsOf({ value: "red" }, budgetChangeSchema)).toEqual(["dimension"]);
});
