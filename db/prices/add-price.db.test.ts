import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { auditEntry } from "@/db/schema/audit";
import { testDatabase, withRollback } from "@/db/testing";
import { AppError } from "@/lib/contract/error";
import { copyPriceSchema, newPriceSchema, newRatesSchema, type PriceVersion } from "@/lib/contract/prices";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { addExchangeRates } from "./add-exchange-rates";
import { addPrice } from "./add-price";
import { copyPrices } from "./copy-prices";
import { listPrices } from "./list-prices";
import { loadPriceBook } from "./load-price-book";
import { seedCataloguePrices } from "./seed-catalogue-prices";

const database = testDatabase();
const now = new Date("2026-11-01T00:00:00Z");
const NOW_US = now.getTime() * 1_000;
const ACTOR = "finn@example.com";
const BASE = {
  ...{ provider: "House", model: "tiny", source: "their list", reason: "as announced" },
  ...{ valid_from: "2026-11-02T00:00:00Z", rates: { input: "1", output: "4" } },
};
const PEAK = { zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], hours: [{ from: "09:00", to: "12:00" }] };

const add = (db: Db, fields: object = {}) =>
  db.transaction((tx) => addPrice(tx, { input: newPriceSchema.parse({ ...BASE, ...fields }), actor: ACTOR, now }));
const addRates = (db: Db, rates: object[], confirm: string[] = []) =>
  db.transaction((tx) =>
    addExchangeRates(tx, { input: newRatesSchema.parse({ rates, confirm, source: "by hand" }), actor: ACTOR, now }),
  );

async function refusalOf(adding: Promise<unknown>): Promise<Record<string, string[]>> {
  const error = await adding.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error instanceof AppError ? (error.fields ?? {}) : {};
}

test("a new version ends the one before it where it begins, and says who, why and whence", () =>
  withRollback(database.db, async (db) => {
    const first = await add(db);
    const second = await add(db, { valid_from: "2026-11-10T00:00:00Z", rates: { input: "2", output: "5" } });

    expect(second.closed).toEqual([first.price.id]);
    expect(second.price).toMatchObject({
      provider: "house",
      created_by: ACTOR,
      reason: "as announced",
      source: "their list",
    });
    const stored = await listPrices(db, { provider: "house" });
    expect(stored.map(({ inputPicoPerM, validTo }) => [inputPicoPerM, validTo])).toEqual([
      [parseUsd("1"), parseInstantUs("2026-11-10T00:00:00Z")],
      [parseUsd("2"), null],
    ]);
    const audited = await db.select().from(auditEntry);
    expect(audited.filter(({ action }) => action === "price.add")).toHaveLength(2);
  }));

test("every term comes back as it was set, and prices attempts", () =>
  withRollback(database.db, async (db) => {
    const terms = {
      ...{
        standing: "contract",
        service_tier: "batch",
        region: "eu-*",
        context_above_tokens: 5,
        output_above_tokens: 7,
      },
      rates: {
        input: "1",
        output: "4",
        cache_write_1h: "2",
        audio_input: "10",
        cached_audio_input: "3",
        image_output: "8",
      },
      steps: [{ above_tokens: 100, input: "2", cached_input: null, cache_write: "0.5" }],
      fees: { searches: "0.01", attempts: "0.002" },
      calendar: { ...PEAK, holidays: { list: "cn-public-holidays", applies: "outside" } },
      confirm: ["rates.cache_write:below-input"],
    };
    const { price } = await add(db, terms);

    const { confirm: _, rates, ...rest } = terms;
    expect(price).toMatchObject({ ...rest, rates });
    const at = parseInstantUs("2026-11-03T02:00:00Z") ?? 0;
    const asked = { serviceTier: "batch", region: "eu-west-1", inputTokens: 6, outputTokens: 8 };
    const book = await loadPriceBook(db);
    expect(book.find("house", "tiny", at, asked)?.feePico).toEqual({
      searches: parseUsd("0.01"),
      attempts: parseUsd("0.002"),
    });
    expect(book.find("house", "tiny", at, { ...asked, region: "us-east-1" })).toBeNull();
  }));

test("what cannot be is refused by field, and nothing is stored", () =>
  withRollback(database.db, async (db) => {
    await add(db);
    await add(db, { calendar: PEAK });
    const before = await listPrices(db);

    expect(Object.keys(await refusalOf(add(db, { valid_from: "2026-11-01T12:00:00Z" })))).toEqual(["valid_from"]);
    const crossing = { ...PEAK, hours: [{ from: "11:59", to: "13:00" }] };
    expect(Object.keys(await refusalOf(add(db, { calendar: crossing })))).toEqual(["calendar"]);
    const inUtc = { zone: "UTC", hours: [{ from: "03:30", to: "04:30" }] };
    expect(Object.keys(await refusalOf(add(db, { calendar: inUtc })))).toEqual(["calendar"]);
    expect(Object.keys(await refusalOf(add(db, { currency: "CNY", valid_from: "2026-11-20T00:00:00Z" })))).toEqual([
      "currency",
    ]);
    expect(await listPrices(db)).toEqual(before);
    await add(db, { calendar: { ...PEAK, hours: [{ from: "12:00", to: "13:00" }] } });
  }));

test("whoever edits an old version is refused, and what they did not see stays", () =>
  withRollback(database.db, async (db) => {
    const { price: seen } = await add(db, { expected_version: null });
    const at = (day: number) => ({ valid_from: `2026-11-${day}T00:00:00Z` });
    const { price: theirs } = await add(db, { ...at(10), rates: { input: "2" }, expected_version: seen.id });

    const late = add(db, { ...at(12), rates: { input: "3" }, expected_version: seen.id });
    expect((await refusalOf(late)).expected_version?.[0]).toContain(`${ACTOR} stored version ${theirs.id}`);
    expect(Object.keys(await refusalOf(add(db, { ...at(12), expected_version: null })))).toEqual(["expected_version"]);
    // Other conditions have a history of their own.
    await add(db, { service_tier: "batch", expected_version: null });
    await add(db, { ...at(12), rates: { input: "3" }, expected_version: theirs.id });
    expect(await listPrices(db)).toHaveLength(4);
  }));

test("a name is priced as another model from an instant on, and by whom and as what stays to be read", () =>
  withRollback(database.db, async (db) => {
    const { price: old } = await add(db, { valid_from: "2026-10-01T00:00:00Z" });
    await add(db, { valid_from: "2026-11-10T00:00:00Z", rates: { input: "2", output: "5" } });
    await add(db, { service_tier: "batch", fees: { attempts: "0.001" }, leaves_out_fees: true });
    const copy = {
      ...{ from: { provider: "House", model: "tiny" }, to: { provider: "gate", model: "tiny-latest" } },
      ...{ valid_from: "2026-11-01T00:00:00Z", reason: "same model" },
    };
    const copying = () =>
      db.transaction((tx) => copyPrices(tx, { input: copyPriceSchema.parse(copy), actor: ACTOR, now }));
    const stored = await copying();

    const terms = ({ valid_from, valid_to, rates, source, service_tier, leaves_out_fees }: PriceVersion) => [
      ...[valid_from, valid_to, rates.input, service_tier, leaves_out_fees, source.includes("as house/tiny, version ")],
    ];
    expect(stored.map(terms)).toEqual([
      ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z", "1", null, false, true],
      ["2026-11-10T00:00:00.000Z", null, "2", null, false, true],
      ["2026-11-02T00:00:00.000Z", null, "1", "batch", true, true],
    ]);
    expect(stored[0]).toMatchObject({ created_by: ACTOR, reason: "same model", source_note: "their list" });
    expect(stored[0]?.source).toContain(`version ${old.id}`);
    const asked = { serviceTier: null, region: null, inputTokens: 1, outputTokens: 1 };
    const at = parseInstantUs("2026-11-12T00:00:00Z") ?? 0;
    expect((await loadPriceBook(db)).find("gate", "tiny-latest", at, asked)?.inputPicoPerM).toBe(parseUsd("2"));

    expect(Object.keys(await refusalOf(copying()))).toEqual(["to"]);
    copy.to.model = "other";
    copy.from.model = "nobody";
    expect(Object.keys(await refusalOf(copying()))).toEqual(["from"]);
    const audited = await db.select().from(auditEntry);
    expect(audited.filter(({ action }) => action === "price.copy")).toHaveLength(1);
  }));

test("likely slips must be confirmed by their codes", () =>
  withRollback(database.db, async (db) => {
    await add(db);
    const next = { valid_from: "2026-11-05T00:00:00Z" };

    const slip = { ...next, rates: { input: "0.000001", output: "800", cached_input: "0.5" } };
    const fields = await refusalOf(add(db, slip));
    expect(Object.keys(fields).sort()).toEqual(["rates.cached_input", "rates.input", "rates.output"]);
    const codes = ["rates.input:unit", "rates.input:jump", "rates.output:jump", "rates.output:above-700"];
    const { warnings } = await add(db, { ...slip, confirm: [...codes, "rates.cached_input:above-input"] });
    expect(warnings.filter(({ must_confirm }) => must_confirm)).toHaveLength(5);
    expect((await refusalOf(add(db, { model: "free", rates: { input: 0, output: 0 } }))).rates).toHaveLength(1);
    const high = await add(db, { model: "high", rates: { input: "150", output: "600" } });
    expect(high.warnings.map(({ code }) => code)).toEqual(["rates.output:above-200"]);
  }));

test("bodies with negative amounts, unknown currencies, zones and units are refused by field", () => {
  const pathsOf = (fields: object) =>
    newPriceSchema.safeParse({ ...BASE, ...fields }).error?.issues.map(({ path }) => path.join("."));
  expect(pathsOf({ rates: { input: "-1" } })).toEqual(["rates.input"]);
  expect(pathsOf({ rates: { output: "1" } })).toEqual(["rates.input"]);
  expect(pathsOf({ currency: "XXQ" })).toEqual(["currency"]);
  expect(pathsOf({ calendar: { zone: "Mars/Base" } })).toEqual(["calendar.zone"]);
  expect(pathsOf({ calendar: { zone: "UTC", holidays: { list: "x", applies: "on" } } })).toEqual([
    "calendar.holidays.list",
  ]);
  expect(pathsOf({ fees: { smiles: "1" } })).toHaveLength(1);
  expect(pathsOf({ valid_to: BASE.valid_from })).toEqual(["valid_to"]);
});

test("a list price that a user has set is not replaced by the catalogue's at the next start", () =>
  withRollback(database.db, async (db) => {
    await seedCataloguePrices(db, NOW_US);
    const own = { provider: "global-apis", model: "glm-5", rates: { input: "0.9", output: "3" } };
    await add(db, own);
    const before = await listPrices(db);

    await seedCataloguePrices(db, NOW_US + 1);

    expect(await listPrices(db)).toEqual(before);
  }));

test("rates are added day by day without gaps, never changed, and a jump is confirmed", () =>
  withRollback(database.db, async (db) => {
    const friday = { currency: "CNY", day: "2026-11-06", to: "2026-11-08", per_usd: "7.08" };
    expect(await addRates(db, [friday])).toEqual({ added: 3, unchanged: 0 });
    expect(await addRates(db, [friday])).toEqual({ added: 0, unchanged: 3 });

    expect(await refusalOf(addRates(db, [{ ...friday, per_usd: "7.09" }]))).toHaveProperty(["rates.0.day"]);
    expect(await refusalOf(addRates(db, [{ currency: "CNY", day: "2026-11-10", per_usd: "7.1" }]))).toEqual({
      "rates.0.day": ["Leaves the days from 2026-11-09 to 2026-11-09 without a rate"],
    });
    const inverted = { currency: "CNY", day: "2026-11-09", per_usd: "0.1412" };
    expect(await refusalOf(addRates(db, [inverted]))).toHaveProperty(["rates.0.per_usd"]);
    expect(await addRates(db, [inverted], ["rates.0"])).toEqual({ added: 1, unchanged: 0 });

    await add(db, { currency: "CNY", valid_from: "2026-11-07T00:00:00Z" });
    const book = await loadPriceBook(db);
    expect(book.picoPerUsd("CNY", parseInstantUs("2026-11-08T23:59:59Z") ?? 0)).toBe(parseUsd("7.08"));
    expect(book.picoPerUsd("CNY", parseInstantUs("2026-11-10T00:00:00Z") ?? 0)).toBeNull();
  }));
