import { beforeEach, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { newDiscountSchema } from "@/lib/contract/discounts";
import type { RepricePreview, RepriceRequest } from "@/lib/contract/reprice";
import { NO_PARTS, usagePartsOf } from "@/lib/domain/pricing/usage-parts";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { lookupOf, repriceUse } from "@/lib/domain/repricing/reprice";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import { keepSealedSums } from "../aggregates/sealed-sums";
import { createBreakdown } from "../breakdowns/create-breakdown";
import type { Db } from "../client";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { addDiscount } from "../prices/add-discount";
import { insertPrices } from "../prices/insert-prices";
import { listChargedPrices } from "../prices/list-charged-prices";
import { foldDeltas } from "../rollups/fold-deltas";
import { settleRollups } from "../rollups/settle-rollups";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { beginReprice, beginUndo } from "./begin-reprice";
import { changeDay } from "./change-day";
import { continueReprice } from "./continue-reprice";
import { cancelReprice } from "./end-reprice";
import { getRepriceDetail } from "./get-reprice-detail";
import { getRepriceRun } from "./get-reprice-run";
import { loadRepricePrices } from "./load-reprice-prices";
import { previewReprice } from "./preview-reprice";
import { PricedSets } from "./priced-sets";
import { RepricePlaces } from "./reprice-places";
import { spanOfDay } from "./reprice-span";

const database = testDatabase();
const FROM = new Date("2026-03-01T00:00:00Z");
const TO = new Date("2026-03-04T00:00:00Z");
const NOW = new Date("2026-03-20T10:00:00Z");
const WHOLE: RepriceRequest = { from: FROM.toISOString(), to: TO.toISOString(), filters: {} };
const codes = new DimensionCodes();

const store = (attempts: readonly Attempt[]) =>
  storeAttempts(database.sql, { posts: [attempts], codes, nowUs: NOW.getTime() * 1_000 });

const aPrice = (overrides: Partial<Parameters<typeof insertPrices>[1][number]> = {}) => ({
  ...PLAIN_PRICE,
  ...overrides,
});
const PLAIN_PRICE = {
  provider: "p",
  model: "a",
  standing: "list",
  serviceTier: null,
  region: null,
  contextAboveTokens: 0,
  outputAboveTokens: 0,
  calendar: null,
  validFrom: Date.UTC(2025, 0, 1) * 1_000,
  validTo: null,
  currency: "USD",
  inputPicoPerM: 2_000_000_000_000n,
  cachedInputPicoPerM: 200_000_000_000n,
  cacheWritePicoPerM: null,
  cacheWrite1hPicoPerM: null,
  outputPicoPerM: 8_000_000_000_001n,
  reasoningPicoPerM: null,
  audioInputPicoPerM: null,
  cachedAudioInputPicoPerM: null,
  audioOutputPicoPerM: null,
  imageInputPicoPerM: null,
  imageOutputPicoPerM: null,
  steps: [],
  feePico: {},
  leavesOutFees: false,
  source: "manual",
  sourceNote: null,
  createdBy: "finance@example.com",
  reason: "The contract came late",
} satisfies Parameters<typeof insertPrices>[1][number];

const preview = (request = WHOLE) => previewReprice(database, { request, now: NOW });
const begin = async ({ token, request }: RepricePreview, actor = "finance@example.com") =>
  beginReprice(database.sql, {
    request,
    token,
    reason: "Late prices",
    actor,
    now: NOW,
    prices: await loadRepricePrices(database.db),
  });
async function finish() {
  while ((await continueReprice(database)) === "more");
}
async function apply(request = WHOLE) {
  const run = await begin(await preview(request));
  await finish();
  return getRepriceRun(database.sql, { id: run?.id ?? 0 });
}
async function undo(id: number) {
  const run = await beginUndo(database.sql, {
    ...{ id, reason: "A slip", actor: "finance@example.com", now: NOW, prices: await loadRepricePrices(database.db) },
  });
  await finish();
  return getRepriceRun(database.sql, { id: run.id });
}

const costs = () =>
  database.sql<{ id: string; cost_pico: string | null; price_id: number | null; cost_estimated: boolean }[]>`
    select id, cost_pico::text, price_id, cost_estimated, usage_source, reported_cost_pico::text from attempt order by id`;

const differences = () => verifyRollups(database.sql);

beforeEach(async () => {
  const tables = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables
    where (tablename like 'rollup\\_%' and tablename <> 'rollup_state') or tablename like 'reprice\\_%'`;
  const names = ["attempt_row", "attempt_correction", "consumer_day", ...tables.map(({ name }) => name)];
  await database.sql.unsafe(`truncate ${names.join(", ")}`);
  for (const table of ["month_close", "price", "price_discount", "discounted_price"]) {
    await database.sql.unsafe(
      `alter table ${table} disable trigger all; truncate ${table}; alter table ${table} enable trigger all`,
    );
  }
});

async function givenTraffic(n = 2_000) {
  const attempts = randomAttempts(seededRandom(7), n, { from: FROM, to: TO });
  await store(attempts);
  await insertPrices(database.db, [
    aPrice(),
    aPrice({ model: "b", outputPicoPerM: 3_333_333n }),
    aPrice({ model: "b", serviceTier: "batch", inputPicoPerM: 1_000_000n }),
    aPrice({ provider: "q", model: "c", contextAboveTokens: 20_000, inputPicoPerM: 7_000_000_000_000n }),
    aPrice({ provider: "q", model: "c", feePico: { attempts: 5_000_000n } }),
  ]);
  return attempts;
}

test("every attempt costs what the prices of now come to, and every sum is the sum of them, sealed or not", async () => {
  const attempts = await givenTraffic();
  await createBreakdown(database.db, { breakdown: { dimensions: ["team", "app"] }, actor: "test", now: NOW });
  await settleRollups(database.sql, { before: new Date("2026-03-02T12:07:00Z") });
  await foldDeltas(database.sql);
  const { book, byId } = await loadRepricePrices(database.db);
  const shown = await preview();
  const before = await costs();

  const run = await apply();

  const expected = new Map(
    attempts.map((attempt) => {
      const { model, provider, region, serviceTier, operation } = attempt;
      const lookup = lookupOf({ model, provider, region, serviceTier, operation, former: null });
      const use = { ...attempt, at: attempt.startedAtUs, totals: attempt, parts: NO_PARTS };
      return [attempt.id, repriceUse(book, lookup, use)];
    }),
  );
  const after = await costs();
  for (const { id, cost_pico, price_id, cost_estimated } of after) {
    const { costPico, isEstimated, price } = expected.get(id) ?? { costPico: 0n, isEstimated: false, price: null };
    expect({ cost_pico, price_id, cost_estimated }).toEqual({
      ...{ cost_pico: costPico?.toString() ?? null, price_id: price && Number(price.id), cost_estimated: isEstimated },
    });
  }
  const sum = (rows: typeof before) => rows.reduce((all, { cost_pico }) => all + BigInt(cost_pico ?? 0), 0n);
  expect(byId.size).toBe(5);
  expect(run).toMatchObject({ state: "done", days: 3, days_done: 3, error: null, result: shown.total });
  expect(run.result).toMatchObject({
    attempts: 2_000,
    former_usd: formatUsd(sum(before)),
    new_usd: formatUsd(sum(after)),
  });
  expect(await differences()).toEqual([]);
  await settleRollups(database.sql, { before: NOW });
  expect(await differences()).toEqual([]);
});

test("there and back is the identity, twice", async () => {
  await givenTraffic(800);
  await settleRollups(database.sql, { before: NOW });
  const before = await costs();
  const first = await apply();
  const between = await costs();

  const undone = await undo(first.id);
  expect(undone).toMatchObject({
    undoes: first.id,
    state: "done",
    skipped: 0,
    result: { changed: first.result.changed },
  });
  expect(await costs()).toEqual(before);
  expect(await differences()).toEqual([]);

  await undo(undone.id);
  expect(await costs()).toEqual(between);
  expect(await differences()).toEqual([]);
  await expect(undo(first.id)).rejects.toMatchObject({ code: "CONFLICT", message: expect.stringContaining("already") });
});

test("what a discount makes of a price is named by its own number, is not changed twice, and goes back", async () => {
  await givenTraffic(600);
  const discount = newDiscountSchema.parse({
    ...{ name: "Late", provider: "p", models: ["a", "b"], percent: "10", reason: "signed late" },
    ...{ valid_from: "2026-03-02T06:00:00Z" },
  });
  await database.db.transaction((tx) => addDiscount(tx, { input: discount, actor: "finance@example.com", now: NOW }));
  // Stored after the discount, and nothing has read prices since.
  await insertPrices(database.db, [aPrice({ model: "a", region: "eu", outputPicoPerM: 5n })]);
  const before = await costs();
  const { reasons } = await preview();
  expect(reasons.map(({ why }) => why).join()).toMatch(/now version \d+ \(discount\): Version \d+ less 10 % \(Late\)/);

  const run = await apply();

  const charged = new Map((await listChargedPrices(database.db)).map((price) => [Number(price.id), price]));
  const rows = await database.sql<{ isLate: boolean; price_id: number; region: string }[]>`
    select a.started_at >= '2026-03-02T06:00:00Z' as "isLate", a.price_id, (select value from dimension where id = a.region_id) as region
    from attempt a join dimension m on m.id = a.model_id join dimension p on p.id = a.provider_id
    where a.price_id is not null and p.value = 'p' and m.value in ('a', 'b')`;
  const isDiscounted = ({ price_id }: { price_id: number }) => charged.get(price_id)?.discount !== undefined;
  expect(rows.every((row) => isDiscounted(row) === row.isLate)).toBe(true);
  expect(rows.filter((row) => isDiscounted(row) && row.region === "eu").length).toBeGreaterThan(0);
  expect((await preview()).total.changed).toBe(0);
  await undo(run.id);
  expect(await costs()).toEqual(before);
  expect(await differences()).toEqual([]);
});

test("the parts of a difference are its total, by model, day, app and reason", async () => {
  await givenTraffic(500);

  const { total, models, days, apps, reasons } = await preview();

  for (const parts of [models, days, apps]) {
    expect(parts.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(500);
    expect(parts.reduce((sum, { changed }) => sum + changed, 0)).toBe(total.changed);
  }
  expect(reasons.reduce((sum, { changed }) => sum + changed, 0)).toBe(total.changed);
  expect(reasons.map(({ why }) => why).join()).toContain("No price before; now version");
});

test("only what the filters ask for changes, also by label and within a part of a day", async () => {
  await givenTraffic(1_500);
  const before = new Map((await costs()).map((row) => [row.id, row]));
  const request = {
    from: "2026-03-01T06:30:00.000Z",
    to: "2026-03-02T11:11:11.000Z",
    filters: { model: ["a", "b"], team: ["red", "unassigned"], tier: ["gold", "unassigned"] },
  };

  const run = await apply(request);

  const rows = await database.sql<{ id: string; isAsked: boolean }[]>`
    select a.id, a.started_at >= ${request.from}::timestamptz and a.started_at < ${request.to}::timestamptz
      and m.value in ('a', 'b') and (t.value = 'red' or t.value is null) and (g.value = 'gold' or g.value is null) as "isAsked"
    from attempt a join dimension m on m.id = a.model_id left join dimension t on t.id = a.team_id
      left join dimension g on g.id = a.tier_id`;
  const after = new Map((await costs()).map((row) => [row.id, row]));
  const changed = rows.filter(({ id }) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)));
  expect(run.result.attempts).toBe(rows.filter(({ isAsked }) => isAsked).length);
  expect(changed.length).toBe(run.result.changed);
  expect(changed.every(({ isAsked }) => isAsked)).toBe(true);
  expect(changed.length).toBeGreaterThan(50);
  expect(await differences()).toEqual([]);
});

test("parts, units, batch and the seller known by the price count; missing usage stays unknown", async () => {
  const at = FROM.getTime() * 1_000;
  const [known] = await insertPrices(database.db, [
    aPrice({ provider: "reseller", model: "p/a", inputPicoPerM: 5_000_000n }),
  ]);
  const rich = {
    cacheWriteTokens: 100,
    cacheWrite1hTokens: 60,
    audioInputTokens: 10,
    imageInputTokens: 5,
    units: { searches: 2 },
  };
  const attempts = [
    anAttempt({
      id: "rich",
      model: "a",
      provider: "p",
      startedAtUs: at,
      costPico: null,
      ...rich,
      reportedCostPico: 9n,
    }),
    anAttempt({ id: "sold", model: "a", provider: "p", startedAtUs: at, priceId: known ?? null, costPico: 1n }),
    anAttempt({ id: "batch", model: "a", provider: "p", startedAtUs: at, operation: "batch" }),
    anAttempt({
      ...{ id: "missing", model: "a", provider: "p", startedAtUs: at, usageSource: "missing", costPico: null },
      ...{
        inputTokens: null,
        outputTokens: null,
        cachedInputTokens: null,
        cacheWriteTokens: null,
        reasoningTokens: null,
      },
    }),
  ];
  await store(attempts);
  await insertPrices(database.db, [
    aPrice({
      audioInputPicoPerM: 9_000_000n,
      cacheWrite1hPicoPerM: 4_000_000n,
      feePico: { searches: 10_000_000_000n },
    }),
    aPrice({ serviceTier: "batch", inputPicoPerM: 1_000_000n, outputPicoPerM: 1_000_000n }),
  ]);

  await apply();

  const { book } = await loadRepricePrices(database.db);
  const lookup = lookupOf({
    model: "a",
    provider: "p",
    region: "us-east-1",
    serviceTier: null,
    operation: "chat",
    former: null,
  });
  const [first] = attempts;
  if (!first) throw new Error("There are attempts");
  const use = { ...first, at, totals: first, parts: usagePartsOf(first) };
  const rows = new Map((await costs()).map((row) => [row.id, row]));
  expect(rows.get("rich")?.cost_pico).toBe(repriceUse(book, lookup, use).costPico?.toString());
  expect(rows.get("rich")).toMatchObject({ reported_cost_pico: "9" });
  expect(rows.get("sold")).toMatchObject({ price_id: known });
  expect(rows.get("batch")?.cost_pico).toBe(String(1_000 + 200));
  expect(rows.get("missing")).toMatchObject({ cost_pico: null, usage_source: 2 });
  expect(await differences()).toEqual([]);
});

test("of two who apply at once one wins; the other is told who, and afterwards that the difference is another", async () => {
  await givenTraffic(300);
  const shown = await preview();

  const both = await Promise.allSettled([begin(shown, "ada@example.com"), begin(shown, "finn@example.com")]);

  const refused = both.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ reason: { code: "CONFLICT", message: expect.stringMatching(/^(ada|finn)@/) } });
  await finish();
  expect(await begin(shown)).toBeNull();
  const fresh = await preview();
  expect(fresh.total.changed).toBe(0);
  expect(fresh.token).not.toBe(shown.token);
});

test("a token is stale once prices have changed, and a run that meets other prices fails with its days whole", async () => {
  await givenTraffic(300);
  const stale = await preview();
  await insertPrices(database.db, [aPrice({ model: "c" })]);
  expect(await begin(stale)).toBeNull();
  expect(await begin({ ...stale, token: "made-up" })).toBeNull();

  const run = await begin(await preview());
  await continueReprice(database);
  await insertPrices(database.db, [aPrice({ provider: "q", model: "b" })]);
  await finish();

  expect(await getRepriceRun(database.sql, { id: run?.id ?? 0 })).toMatchObject({
    ...{ state: "failed", days_done: 2, error: expect.stringContaining("Prices have changed") },
  });
  expect(await differences()).toEqual([]);
});

test("prices and rates that a run does not go by leave it alone; one that it does ends it by name", async () => {
  await givenTraffic(300);
  const shown = await preview();
  // Later than the range, over before it, of a name nobody uses, and a rate of a currency that no price here is in.
  await insertPrices(database.db, [
    aPrice({ validFrom: TO.getTime() * 1_000 }),
    aPrice({ validTo: FROM.getTime() * 1_000, validFrom: FROM.getTime() * 1_000 - 1 }),
    aPrice({ model: "unheard-of" }),
  ]);
  await givenRate("JPY", "2026-03-02", "150");
  const run = await begin(shown);
  expect(run).not.toBeNull();
  await continueReprice(database);
  await insertPrices(database.db, [aPrice({ model: "another" }), aPrice({ validFrom: TO.getTime() * 1_000 + 1 })]);
  // Ends with the range: within it nothing is different.
  await database.sql`update price set valid_to = ${TO.toISOString()} where model = 'b' and service_tier is null`;
  await finish();

  expect(await getRepriceRun(database.sql, { id: run?.id ?? 0 })).toMatchObject({ state: "done", days_done: 3 });
  expect(await differences()).toEqual([]);

  await insertPrices(database.db, [aPrice({ inputPicoPerM: 5_000_000n, source: "another hand" })]);
  const next = await begin(await preview());
  await continueReprice(database);
  const [late] = await insertPrices(database.db, [aPrice({ inputPicoPerM: 6_000_000n, source: "a third" })]);
  await database.sql`update price set valid_to = '2026-03-02T12:00:00Z' where provider = 'q' and model = 'c' and context_above_tokens > 0`;
  await finish();

  const ended = await getRepriceRun(database.sql, { id: next?.id ?? 0 });
  expect(ended).toMatchObject({ state: "failed", days_done: 2 });
  expect(ended.error).toMatch(
    /^Prices have changed since the difference was shown: of a at p \(version (\d+) is new\)/,
  );
  expect(ended.error).toContain(`version ${late} is new`);
  expect(ended.error).toMatch(/c at q \(version \d+ applies otherwise\)/);
  expect(await differences()).toEqual([]);
});

test("a rate that came in for a day of the range ends a run whose prices are in that currency", async () => {
  await givenTraffic(300);
  await insertPrices(database.db, [aPrice({ currency: "CNY", source: "a list in yuan" })]);
  await givenRate("CNY", "2026-03-01", "7.1");
  const run = await begin(await preview());
  await continueReprice(database);
  await givenRate("CNY", "2026-03-20", "7.2");
  await continueReprice(database, { daysMax: 0 });
  await givenRate("CNY", "2026-03-03", "7.3");
  await finish();

  expect(await getRepriceRun(database.sql, { id: run?.id ?? 0 })).toMatchObject({
    ...{ state: "failed", days_done: 2, error: expect.stringContaining("a at p (rate of CNY applies otherwise)") },
  });
});

test("a run that a version before this one began goes by all prices, as that did", async () => {
  await givenTraffic(300);
  const run = await begin(await preview());
  await database.sql`update reprice_run set terms = null`;
  await continueReprice(database);
  await insertPrices(database.db, [aPrice({ model: "unheard-of" })]);
  await finish();

  expect(await getRepriceRun(database.sql, { id: run?.id ?? 0 })).toMatchObject({ state: "failed", days_done: 2 });
});

const givenRate = (currency: string, day: string, perUsd: string) => database.sql`
  insert into exchange_rate (currency, day, per_usd, source, created_by, created_at)
  values (${currency}, ${day}::text::date, ${perUsd}, 'test', 'test', ${NOW.toISOString()})`;

test("a run that was cancelled, or killed between two days, has each day done or not, and goes on with the next", async () => {
  await givenTraffic(900);
  const before = await costs();
  const run = await begin(await preview());
  const id = run?.id ?? 0;
  // As if the process had ended amid the second step: of it nothing is left.
  await continueReprice(database);
  expect(await getRepriceRun(database.sql, { id })).toMatchObject({ state: "running", days_done: 2 });
  expect(await differences()).toEqual([]);

  await cancelReprice(database.sql, { id, actor: "ada@example.com" });
  await finish();
  const cancelled = await getRepriceDetail(database.db, { id });
  expect(cancelled).toMatchObject({ state: "cancelled", days_done: 2, cancelled_by: "ada@example.com" });
  expect(cancelled.by_day.map(({ day }) => day)).toEqual(["2026-03-01", "2026-03-02"]);
  expect(await differences()).toEqual([]);
  await expect(cancelReprice(database.sql, { id, actor: "x" })).rejects.toMatchObject({ code: "CONFLICT" });

  await undo(id);
  expect(await costs()).toEqual(before);
});

test("a day is done once, however many processes do it at once", async () => {
  await givenTraffic(600);
  await begin(await preview());

  await Promise.all([continueReprice(database), continueReprice(database)]);
  await finish();

  expect(await differences()).toEqual([]);
  expect((await preview()).total.changed).toBe(0);
});

async function close(month: string, from: string, to: string) {
  await database.sql`
    insert into month_close (month, zone, starts_at, ends_at, closed_at, closed_by, statement, signature, key_id, public_key)
    values (${month}, 'UTC', ${from}, ${to}, ${NOW.toISOString()}, 'finn', '', '', '', '')`;
}

test("a closed month is refused by name, and one that is closed meanwhile ends the run before its days", async () => {
  await givenTraffic(300);
  const shown = await preview();
  const run = await begin(shown);
  // Its first two days only.
  await close("2026-02", "2026-02-01T00:00:00Z", "2026-03-02T05:00:00Z");
  await finish();

  expect(await getRepriceRun(database.sql, { id: run?.id ?? 0 })).toMatchObject({
    ...{ state: "failed", days_done: 0, error: expect.stringContaining("2026-02 is closed") },
  });
  await expect(preview()).rejects.toMatchObject({ code: "UNPROCESSABLE", message: expect.stringContaining("2026-02") });
  await expect(begin(shown)).rejects.toMatchObject({ code: "UNPROCESSABLE" });
  expect((await preview({ ...WHOLE, from: "2026-03-02T05:00:00.000Z" })).total.changed).toBeGreaterThan(0);
});

test("what is revised while a day is changed is counted right, and an undo leaves it alone", async () => {
  const attempts = await givenTraffic(1_200);
  await begin(await preview());
  const revised = attempts.filter(({ revision }, index) => revision === 0 && index % 5 === 0);
  const revise = (revision: number) =>
    store(
      revised.map((attempt) => ({
        ...attempt,
        revision,
        costPico: 77n,
      })),
    );

  await Promise.all([finish(), revise(1), revise(2)]);
  await finish();
  expect(await differences()).toEqual([]);
  await revise(3);
  const [latest] = await database.sql<{ id: number }[]>`select max(id)::int as id from reprice_run`;
  const undone = await undo(latest?.id ?? 0);

  expect(undone.skipped).toBeGreaterThan(0);
  const rows = new Map((await costs()).map((row) => [row.id, row]));
  for (const { id } of revised) expect(rows.get(id)?.cost_pico).toBe("77");
  expect(await differences()).toEqual([]);
});

test("days whose attempts are gone are named and stay as they are", async () => {
  await givenTraffic(300);
  await settleRollups(database.sql, { before: NOW });
  await database.sql`update rollup_state set raw_from = ${new Date(FROM.getTime() + DAY_MS).toISOString()}`;
  try {
    const shown = await preview();
    expect(shown.days_without_attempts).toEqual({ from: "2026-03-01", to: "2026-03-01", days: 1 });
    expect(shown.days.map(({ day }) => day)).toEqual(["2026-03-02", "2026-03-03"]);
    const gone = { ...WHOLE, to: "2026-03-02T00:00:00.000Z" };
    await expect(preview(gone)).rejects.toMatchObject({ code: "UNPROCESSABLE" });
    const { book: _, ...prices } = await loadRepricePrices(database.db);
    const knowledge = { prices: { ...prices, book: _ }, sets: new PricedSets(database.sql) };
    const places = new RepricePlaces(database.sql, { filters: {}, prices: knowledge.prices });
    const day = { runId: 1, undoes: null, day: "2026-03-01", ...spanOfDay(WHOLE, "2026-03-01"), ...knowledge, places };
    await expect(changeDay(database.sql, day)).rejects.toMatchObject({ code: "UNPROCESSABLE" });
  } finally {
    await database.sql`update rollup_state set raw_from = '-infinity'`;
  }
});

test("an undo puts back the days that are kept, and goes on where one before it was cancelled", async () => {
  await givenTraffic(600);
  await settleRollups(database.sql, { before: NOW });
  const before = await costs();
  const run = await apply();
  const cancelled = await beginUndo(database.sql, {
    ...{
      id: run.id,
      reason: "A slip",
      actor: "finance@example.com",
      now: NOW,
      prices: await loadRepricePrices(database.db),
    },
  });
  await continueReprice(database);
  await cancelReprice(database.sql, { id: cancelled.id, actor: "ada@example.com" });
  await finish();
  expect(await getRepriceRun(database.sql, { id: cancelled.id })).toMatchObject({ state: "cancelled", days_done: 2 });
  expect(await getRepriceRun(database.sql, { id: run.id })).toMatchObject({ undone_by: null });

  await database.sql`update rollup_state set raw_from = ${new Date(FROM.getTime() + DAY_MS).toISOString()}`;
  try {
    const undone = await undo(run.id);
    expect(undone).toMatchObject({ state: "done", days: 2, days_done: 2 });
    expect(await costs()).toEqual(before);
    expect(await differences()).toEqual([]);
  } finally {
    await database.sql`update rollup_state set raw_from = '-infinity'`;
  }
});

test("who, what and why is on record: when it was begun and what it came to", async () => {
  await givenTraffic(200);
  const run = await apply();
  await undo(run.id);

  const entries = await database.sql<{ action: string; actor: string; after: { reason: string; state: string } }[]>`
    select action, actor, after from audit_entry where subject in (${`re-price ${run.id}`}, ${`re-price ${run.id + 1}`}) order by id`;
  expect(entries.map(({ action, after }) => [action, after.state])).toEqual([
    ["reprice.apply", "running"],
    ["reprice.done", "done"],
    ["reprice.undo", "running"],
    ["reprice.done", "done"],
  ]);
  expect(entries[0]).toMatchObject({ actor: "finance@example.com", after: { reason: "Late prices" } });
});

test("sums of cost that readers keep are read anew once attempts were repriced, and once that was undone", async () => {
  // A handle of its own, lest other tests, which empty tables, read what was kept.
  const cached: Db = Object.create(database.db);
  keepSealedSums(cached, { bytesMax: 1_000_000 });
  await givenTraffic(300);
  await settleRollups(database.sql, { before: NOW });
  const cost = async () => {
    const span = { from: FROM.getTime() / MINUTE_MS, to: TO.getTime() / MINUTE_MS };
    const asked = { filters: NO_FILTERS, groupBy: [], sums: ["cost_pico"] as const, metrics: [] };
    const { groups } = await readGroups(cached, { ...asked, buckets: [span], retention: EVERYTHING_RETAINED });
    return groups[0]?.sums.cost_pico;
  };
  const stored = async () => (await costs()).reduce((sum, { cost_pico }) => sum + BigInt(cost_pico ?? 0), 0n);
  const before = await cost();
  expect(before).toBe(await stored());

  const { id } = await apply();
  const after = await cost();
  expect([after === before, after]).toEqual([false, await stored()]);
  await undo(id);
  expect(await cost()).toBe(before);
});
