import { beforeAll, expect, test } from "vitest";
import { newCapacitySchema } from "@/lib/contract/capacity";
import { MONTH_QUESTIONS } from "@/lib/contract/month-statement";
import type { Charge } from "@/lib/domain/focus/charge";
import { ofPico } from "@/lib/domain/focus/focus-decimal";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { addCapacity } from "../capacity/add-capacity";
import { endCapacity } from "../capacity/end-capacity";
import { listCapacity } from "../capacity/list-capacity";
import { closeMonth } from "../months/close-month";
import { foldDeltas } from "../rollups/fold-deltas";
import { getSpend } from "../spend/get-spend";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { focusProblems } from "../testing/focus-problems";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { readCharges } from "./read-charges";
import { readInvoiceLines } from "./read-invoices";

const database = testDatabase();
const retention = EVERYTHING_RETAINED;
const USD = 1_000_000_000_000n;
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const [FEBRUARY, MARCH, APRIL] = [
  { from: day("2026-02-01"), to: day("2026-03-01") },
  { from: day("2026-03-01"), to: day("2026-04-01") },
  { from: day("2026-04-01"), to: day("2026-05-01") },
] as const;
type Month = typeof FEBRUARY;
const LATER = day("2026-05-20");

const terms = { units: 2, reason: "test", provider: "p", models: ["a"], kind: "ptu_hour", amount: "1.3" };
const addRate = (on: string) =>
  database.sql`insert into exchange_rate (currency, day, per_usd, source, created_by) values ('CNY', ${on}, 2, 'manual', 'test')`;
const add = (own: object) =>
  addCapacity(database.db, { input: newCapacitySchema.parse({ ...terms, ...own }), actor: "test", now: LATER });

beforeAll(async () => {
  const stored = { from: FEBRUARY.from, to: APRIL.to };
  await givenAttempts(database.sql, randomAttempts(seededRandom(7), 600, stored));
  await foldDeltas(database.sql);
  await addRate("2026-03-10");
  // It begins and ends within UTC days.
  await add({ name: "PTU", valid_from: "2026-03-03T05:00:00Z", valid_to: "2026-03-28T12:00:00Z" });
  const plan = { kind: "plan_month", zone: "Asia/Shanghai", amount: "199.99", provider: "q", models: [] };
  await add({ ...plan, name: "Plan", valid_from: "2026-03-03T05:00:00Z" });
  const yuan = { provider: "z", models: [], currency: "CNY" };
  await add({ ...yuan, name: "Yuan", valid_from: "2026-03-10T00:00:00Z", valid_to: "2026-03-12T00:00:00Z" });
});

const close = (month: string, now: string) =>
  closeMonth(database.db, {
    ...{ month, zone: "UTC", now: day(now), retention, note: null, acknowledged: [...MONTH_QUESTIONS] },
    ...{ actor: "finn@example.com", signer: { key_id: "0".repeat(16), public_key: "", sign: () => "" } },
  });

async function late(at: string, costUsd: bigint, own: object = {}): Promise<void> {
  const startedAtUs = Date.parse(at) * 1_000;
  await givenAttempts(database.sql, [anAttempt({ startedAtUs, costPico: costUsd * USD, ...own })]);
  await foldDeltas(database.sql);
}

async function fileOf(window: Month, now = LATER): Promise<Charge[]> {
  const charges: Charge[] = [];
  for await (const batch of readCharges(database.db, { window, granularity: "day", retention, now }))
    charges.push(...batch);
  const unlikeUsage = charges.filter(({ series }) => series.class !== undefined || series.source === "capacity");
  for (const version of ["1.4", "1.2"] as const)
    expect(focusProblems({ dataset: "cost_and_usage", version }, unlikeUsage)).toEqual([]);
  expect(sum(await readInvoiceLines(database.db, { window, retention, now }))).toBe(sum(charges));
  return charges;
}

/** Of all providers but the one whose capacity has no rate at first, unless it is asked for. */
async function spendOf(
  { from, to }: { from: Date; to: Date },
  provider = ["p", "q", "deepseek", "x"],
): Promise<bigint> {
  const filters = { ...NO_FILTERS, provider };
  const asked = { window: { from, to }, filters, groupBy: [], interval: "none", tz: "UTC" } as const;
  const { total } = await getSpend(database.db, { ...asked, now: LATER, retention });
  return ofPico(parseUsd(total.capacity?.billed_usd ?? total.cost_usd ?? "") ?? 0n);
}

const sum = (rows: readonly { billed: bigint }[]) => rows.reduce((total, { billed }) => total + billed, 0n);
const corrected = (charges: readonly Charge[]) =>
  charges
    .filter(({ series }) => series.class === "Correction")
    .map(({ series, billed, fromMs }) => [
      series.description.match(/after (.*) was closed/)?.[1],
      ...[series.category, new Date(fromMs).toISOString().slice(0, 10), billed],
    ]);
const all = async () => sum((await Promise.all([FEBRUARY, MARCH, APRIL].map((month) => fileOf(month)))).flat());

test("what came after a close is charged once, by the month that follows, whenever files of closed months are made", async () => {
  await close("2026-02", "2026-03-05");
  const february = await fileOf(FEBRUARY);
  await late("2026-02-10T12:00:00Z", 3n);
  expect(corrected(await fileOf(MARCH, day("2026-04-01")))).toEqual([
    ["2026-02", "Usage", "2026-03-01", ofPico(3n * USD)],
  ]);

  await close("2026-03", "2026-04-05");
  const march = await fileOf(MARCH);
  expect(corrected(march)).toEqual([["2026-02", "Usage", "2026-03-01", ofPico(3n * USD)]]);
  expect(corrected(await fileOf(APRIL))).toEqual([]);
  expect(await all()).toBe(await spendOf({ from: FEBRUARY.from, to: APRIL.to }));

  await late("2026-02-11T12:00:00Z", 4n);
  await late("2026-03-30T12:00:00Z", 5n);
  const april = await fileOf(APRIL);
  expect(corrected(april)).toEqual([
    ["2026-02", "Usage", "2026-04-01", ofPico(4n * USD)],
    ["2026-03", "Usage", "2026-04-01", ofPico(5n * USD)],
  ]);
  // A file that carries corrections is spend and these.
  expect(sum(april)).toBe((await spendOf(APRIL)) + ofPico(9n * USD));
  expect([await fileOf(FEBRUARY), await fileOf(MARCH)]).toEqual([february, march]);
  expect(await all()).toBe(await spendOf({ from: FEBRUARY.from, to: APRIL.to }));
});

test("a closed month with capacity that begins and ends within UTC days is what Spend said, and late use of it costs nothing", async () => {
  const march = await fileOf(MARCH);
  expect(sum(march) + ofPico(5n * USD)).toBe((await spendOf(MARCH)) + ofPico(3n * USD));
  const category = (name: string) => march.filter(({ series: each }) => each.category === name && !each.class);
  // 607 hours of two units at 1.30 USD.
  expect(sum(category("Purchase").filter(({ series }) => series.description.includes("PTU")))).toBe(
    ofPico((607n * 2n * 13n * USD) / 10n),
  );
  expect(category("Credit").some(({ fromMs }) => fromMs === Date.UTC(2026, 2, 3))).toBe(true);

  await late("2026-03-20T12:30:00Z", 2n, { provider: "p", model: "a" });
  expect(corrected(await fileOf(APRIL)).slice(2)).toEqual([
    ["2026-03", "Usage", "2026-04-01", ofPico(2n * USD)],
    ["2026-03", "Credit", "2026-04-01", ofPico(-2n * USD)],
  ]);
  expect(await fileOf(MARCH)).toEqual(march);
  expect(await all()).toBe(await spendOf({ from: FEBRUARY.from, to: APRIL.to }));
});

test("capacity that is ended, added or given a rate after a close leaves the file and is corrected", async () => {
  const march = await fileOf(MARCH);
  const before = corrected(await fileOf(APRIL));
  const end = async (name: string, valid_to: string) => {
    const id = (await listCapacity(database.db)).find((each) => each.name === name)?.id ?? 0;
    const ended = { valid_to: Date.parse(valid_to) * 1_000, reason: "test" };
    await endCapacity(database.db, { id, end: ended, actor: "test", now: LATER });
  };
  const expectExact = async (providers?: string[]) => {
    expect(await fileOf(MARCH)).toEqual(march);
    expect(await all()).toBe(await spendOf({ from: FEBRUARY.from, to: APRIL.to }, providers));
    return corrected(await fileOf(APRIL)).filter((each) => !before.some((known) => String(known) === String(each)));
  };

  const hours = { valid_from: "2026-03-30T00:00:00Z", valid_to: "2026-03-30T10:00:00Z" };
  await add({ ...hours, name: "Late", provider: "x", models: [], region: null });
  expect(await expectExact()).toEqual([["2026-03", "Purchase", "2026-04-01", ofPico(26n * USD)]]);

  const known = [["2026-03", "Purchase", "2026-04-01", ofPico((624n * USD) / 10n)]];
  await addRate("2026-03-11");
  expect((await expectExact([])).filter((each) => String(each) === String(known[0]))).toEqual(known);

  await end("Plan", "2026-03-15T00:00:00Z");
  expect((await expectExact([])).filter(([, category]) => category === "Purchase")).toHaveLength(3);
});

test("a month that an earlier version closed has no capacity in its file, and is corrected by all of it", async () => {
  await database.sql`alter table month_close_charges disable trigger user`;
  await database.sql`delete from month_close_charges where month = '2026-03' and of_month = '2026-03'`;
  await database.sql`alter table month_close_charges enable trigger user`;
  expect((await fileOf(MARCH)).filter(({ series }) => series.source === "capacity")).toEqual([]);
  expect(await all()).toBe(await spendOf({ from: FEBRUARY.from, to: APRIL.to }, []));
});

test("a month that is closed after a later one takes no corrections with it", async () => {
  await close("2026-04", "2026-05-05");
  const [april, may] = [await fileOf(APRIL), { from: APRIL.to, to: day("2026-05-20") }];
  await late("2026-02-12T12:00:00Z", 6n);
  await close("2026-01", "2026-05-06");
  expect(corrected(await fileOf({ from: day("2026-01-01"), to: FEBRUARY.from }))).toEqual([]);
  expect(corrected(await fileOf(may))).toEqual([["2026-02", "Usage", "2026-05-01", ofPico(6n * USD)]]);
  expect(await fileOf(APRIL)).toEqual(april);
  expect((await all()) + sum(await fileOf(may))).toBe(await spendOf({ from: FEBRUARY.from, to: may.to }, []));
});

test("where a range cuts a closed month, no month corrects it: the rest is as it is now", async () => {
  const charges = await fileOf({ from: day("2026-02-08"), to: APRIL.to });
  const months = corrected(charges).map(([month]) => month);
  expect(months).not.toContain("2026-02");
  expect(months).toContain("2026-03");
});

test("the database refuses to change what a closed month charges", async () => {
  await expect(database.sql`update month_close_charges set charge = '{}'`).rejects.toThrow("append-only");
});
