import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { price } from "@/db/schema/prices";
import { testDatabase, withRollback } from "@/db/testing";
import { cataloguePrices } from "@/lib/domain/catalogue/catalogue-prices";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { HOUR_US } from "@/lib/domain/time/units";
import { insertPrices } from "./insert-prices";
import { loadPriceBook } from "./load-price-book";
import { seedCataloguePrices } from "./seed-catalogue-prices";

const database = testDatabase();
const NOW_US = Date.UTC(2026, 2, 1) * 1000;
const NOON_US = NOW_US + 12 * HOUR_US;
const anyone = { serviceTier: null, inputTokens: null, region: null, outputTokens: null };
const count = async (db: typeof database.db) => (await db.select().from(price)).length;

test("the catalogue is priced from the first seed, and a second one changes nothing", () =>
  withRollback(database.db, async (db) => {
    await seedCataloguePrices(db, NOW_US);
    const seeded = await count(db);
    await seedCataloguePrices(db, NOW_US);

    const book = await loadPriceBook(db);
    expect(seeded).toBe(cataloguePrices().length);
    expect(await count(db)).toBe(seeded);
    expect(book.find("global-apis", "deepseek-v4-flash", NOW_US, anyone)).toMatchObject({
      inputPicoPerM: parseUsd("0.14"),
      cachedInputPicoPerM: parseUsd("0.0028"),
      outputPicoPerM: parseUsd("0.25"),
      validTo: null,
    });
    expect(book.find("global-apis", "glm-4.6v", NOW_US, anyone)).toBeNull();
    for (const maker of ["deepseek", "alibaba", "zai", "zhipuai", "moonshotai"]) {
      expect(cataloguePrices().filter(({ model }) => book.has(maker, model))).toEqual([]);
    }
  }));

test("a quote that an earlier version stored at the maker is closed at the start and prices nothing from then on", () =>
  withRollback(database.db, async (db) => {
    const quotes = cataloguePrices().filter(({ model }) => model === "deepseek-v4-flash" || model === "qwen3-32b");
    const atMakers = quotes.map((quoted) => ({
      ...quoted,
      provider: quoted.model === "qwen3-32b" ? "alibaba" : "deepseek",
    }));
    await insertPrices(db, atMakers);
    const before = await db.select().from(price).orderBy(price.id);

    await seedCataloguePrices(db, NOW_US);
    await seedCataloguePrices(db, NOW_US + 1);

    const after = (await db.select().from(price).orderBy(price.id)).slice(0, before.length);
    expect(after.map((row) => ({ ...row, validTo: null }))).toEqual(before);
    expect(after.map(({ validTo }) => new Date(validTo ?? 0).getTime())).toEqual(before.map(() => NOW_US / 1_000));
    const book = await loadPriceBook(db);
    for (const atUs of [NOW_US - 1, NOW_US]) {
      expect(book.find("deepseek", "deepseek-v4-flash", atUs, anyone)).toBeNull();
      expect(book.find("alibaba", "qwen3-32b", atUs, anyone)).toBeNull();
      expect(book.find("global-apis", "deepseek-v4-flash", atUs, anyone)?.outputPicoPerM).toBe(parseUsd("0.25"));
    }
    expect(book.has("deepseek", "deepseek-v4-flash")).toBe(false);
  }));

test("a price the catalogue has changed holds from now, and the old one still prices what came before", () =>
  withRollback(database.db, async (db) => {
    const [quoted] = cataloguePrices().filter((row) => row.model === "kimi-k2.5");
    if (!quoted) throw new Error("The catalogue has lost a model");
    await insertPrices(db, [{ ...quoted, outputPicoPerM: parseUsd("9.99") ?? 0n }]);

    await seedCataloguePrices(db, NOW_US);

    const book = await loadPriceBook(db);
    const output = (atUs: number) => book.find("global-apis", "kimi-k2.5", atUs, anyone)?.outputPicoPerM;
    expect([output(NOW_US - 1), output(NOW_US)]).toEqual([parseUsd("9.99"), parseUsd("3")]);
  }));

test("prices come back exactly as they were given, to the last of twelve decimals", () =>
  withRollback(database.db, async (db) => {
    const given = {
      ...PLAIN_TERMS,
      provider: "house",
      model: "tiny",
      serviceTier: "flex",
      validFrom: NOW_US,
      validTo: NOON_US + 1,
      contextAboveTokens: 128_000,
      calendar: { zone: "UTC", weekdays: null, hours: [{ from: 30, to: 990 }], holidays: null },
      inputPicoPerM: 1n,
      cachedInputPicoPerM: null,
      cacheWritePicoPerM: 0n,
      outputPicoPerM: 699_999_999_999_999n,
      reasoningPicoPerM: 3_625_000_000n,
      leavesOutFees: false,
      source: "by hand",
      sourceNote: null,
      createdBy: null,
      reason: null,
    };

    await insertPrices(db, [given, given]);

    const { source: _source, sourceNote: _note, createdBy: _by, reason: _why, ...terms } = given;
    const book = await loadPriceBook(db);
    expect(await count(db)).toBe(1);
    expect(
      book.find("house", "tiny", NOON_US, {
        serviceTier: "flex",
        inputTokens: 128_001,
        region: null,
        outputTokens: null,
      }),
    ).toMatchObject(terms);
    expect(
      book.find("house", "tiny", NOON_US, {
        serviceTier: "flex",
        inputTokens: 128_000,
        region: null,
        outputTokens: null,
      }),
    ).toBeNull();
  }));

test("a price of input alone and one beside a fee come back as they are", () =>
  withRollback(database.db, async (db) => {
    const [quoted] = cataloguePrices();
    if (!quoted) throw new Error("The catalogue is empty");
    const own = { ...quoted, provider: "house", source: "by hand" };

    await insertPrices(db, [
      { ...own, model: "embedder", outputPicoPerM: null },
      { ...own, model: "searcher", leavesOutFees: true },
    ]);

    const book = await loadPriceBook(db);
    expect(book.find("house", "embedder", NOW_US, anyone)?.outputPicoPerM).toBeNull();
    expect(book.find("house", "searcher", NOW_US, anyone)).toMatchObject({
      outputPicoPerM: quoted.outputPicoPerM,
      leavesOutFees: true,
    });
  }));

test("the database refuses to rewrite or delete a price, and lets an open one be closed once", () =>
  withRollback(database.db, async (db) => {
    await seedCataloguePrices(db, NOW_US);
    const close = (instant: string) =>
      db.transaction((tx) => tx.update(price).set({ validTo: instant }).where(eq(price.model, "glm-5")));
    const attempt = (statement: ReturnType<typeof sql>) => db.transaction((tx) => tx.execute(statement));

    await expect(attempt(sql`update price set output_usd_per_million = 1 where model = 'glm-5'`)).rejects.toThrow();
    await expect(attempt(sql`delete from price where model = 'glm-5'`)).rejects.toThrow();
    await close("2026-03-01T00:00:00Z");
    await expect(close("2026-04-01T00:00:00Z")).rejects.toThrow();
  }));
