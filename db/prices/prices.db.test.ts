import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { price } from "@/db/schema/prices";
import { testDatabase, withRollback } from "@/db/testing";
import { cataloguePrices } from "@/lib/domain/catalogue-prices";
import { parseUsd } from "@/lib/domain/usd";
import { insertPrices } from "./insert-prices";
import { loadPriceBook } from "./load-price-book";
import { seedCataloguePrices } from "./seed-catalogue-prices";

const database = testDatabase();
const NOW_US = Date.UTC(2026, 2, 1) * 1000;
const NOON_US = NOW_US + 12 * 3_600_000_000;
const anyone = { serviceTier: null, inputTokens: null };
const count = async (db: typeof database.db) => (await db.select().from(price)).length;

test("the catalogue is priced from the first seed, and a second one changes nothing", () =>
  withRollback(database.db, async (db) => {
    await seedCataloguePrices(db, NOW_US);
    const seeded = await count(db);
    await seedCataloguePrices(db, NOW_US);

    const book = await loadPriceBook(db);
    expect(seeded).toBe(cataloguePrices().length);
    expect(await count(db)).toBe(seeded);
    expect(book.find("deepseek", "deepseek-v4-flash", NOW_US, anyone)).toMatchObject({
      inputPicoUsdPerM: parseUsd("0.14"),
      cachedInputPicoUsdPerM: parseUsd("0.0028"),
      outputPicoUsdPerM: parseUsd("0.25"),
      validTo: null,
    });
    expect(book.find("zai", "glm-4.6v", NOW_US, anyone)).toBeNull();
  }));

test("a price the catalogue has changed holds from now, and the old one still prices what came before", () =>
  withRollback(database.db, async (db) => {
    const [quoted] = cataloguePrices().filter((row) => row.model === "kimi-k2.5");
    if (!quoted) throw new Error("The catalogue has lost a model");
    await insertPrices(db, [{ ...quoted, outputPicoUsdPerM: parseUsd("9.99") ?? 0n }]);

    await seedCataloguePrices(db, NOW_US);

    const book = await loadPriceBook(db);
    const output = (atUs: number) => book.find("moonshotai", "kimi-k2.5", atUs, anyone)?.outputPicoUsdPerM;
    expect([output(NOW_US - 1), output(NOW_US)]).toEqual([parseUsd("9.99"), parseUsd("3")]);
  }));

test("prices come back exactly as they were given, to the last of twelve decimals", () =>
  withRollback(database.db, async (db) => {
    const given = {
      provider: "house",
      model: "tiny",
      serviceTier: "flex",
      validFrom: NOW_US,
      validTo: NOON_US + 1,
      contextAboveTokens: 128_000,
      utcMinuteFrom: 30,
      utcMinuteTo: 990,
      inputPicoUsdPerM: 1n,
      cachedInputPicoUsdPerM: null,
      cacheWritePicoUsdPerM: 0n,
      outputPicoUsdPerM: 699_999_999_999_999n,
      reasoningPicoUsdPerM: 3_625_000_000n,
      source: "by hand",
      sourceNote: null,
    };

    await insertPrices(db, [given, given]);

    const { source: _source, sourceNote: _note, ...terms } = given;
    const book = await loadPriceBook(db);
    expect(await count(db)).toBe(1);
    expect(book.find("house", "tiny", NOON_US, { serviceTier: "flex", inputTokens: 128_001 })).toMatchObject(terms);
    expect(book.find("house", "tiny", NOON_US, { serviceTier: "flex", inputTokens: 128_000 })).toBeNull();
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
