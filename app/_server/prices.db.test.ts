import { expect, test } from "vitest";
import { insertPrices } from "@/db/prices/insert-prices";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { price } from "@/db/schema/prices";
import { testDatabase, withRollback } from "@/db/testing";
import { cataloguePrices } from "@/lib/domain/catalogue/catalogue-prices";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { createPriceCache } from "./prices";

const database = testDatabase();
const AT_US = Date.UTC(2026, 2, 1) * 1000;
const anyone = { serviceTier: null, inputTokens: null, region: null, outputTokens: null };

test("a pair seen for the first time gets its public list price, stored with its source", () =>
  withRollback(database.db, async (db) => {
    const cache = createPriceCache(db);
    await cache.refresh();
    expect(cache.book().find("openai", "gpt-4o-mini", AT_US, anyone)).toBeNull();

    await cache.ensure([{ provider: "openai", model: "gpt-4o-mini" }]);

    expect(cache.book().find("openai", "gpt-4o-mini", AT_US, anyone)?.outputPicoPerM).toBe(parseUsd("0.6"));
    const stored = await db.select().from(price);
    expect(stored.map((row) => row.source)).toEqual(["genai-prices@0.1.8"]);
  }));

test("at its maker a catalogue's model costs what the maker's list says, also where the quote was stored there before", () =>
  withRollback(database.db, async (db) => {
    const [quoted] = cataloguePrices().filter(({ model }) => model === "deepseek-v4-flash");
    if (!quoted) throw new Error("The catalogue has lost a model");
    await insertPrices(db, [{ ...quoted, provider: "deepseek" }]);
    await seedCataloguePrices(db, AT_US);
    const cache = createPriceCache(db);
    await cache.refresh();

    await cache.ensure([{ provider: "deepseek", model: "deepseek-v4-flash" }]);

    const outputAt = (provider: string, atUs: number) =>
      cache.book().find(provider, "deepseek-v4-flash", atUs, anyone)?.outputPicoPerM;
    // The list of February and of a September noon; the quote is the endpoint's at any time.
    const septemberUs = Date.UTC(2026, 8, 1, 12) * 1_000;
    for (const atUs of [AT_US - 1, AT_US]) expect(outputAt("deepseek", atUs)).toBe(parseUsd("0.28"));
    expect(outputAt("deepseek", septemberUs)).toBe(parseUsd("0.66"));
    expect(outputAt("global-apis", septemberUs)).toBe(parseUsd("0.25"));
  }));

test("what no list knows stays unpriced, and so does the catalogue's model that nobody quotes a price of", () =>
  withRollback(database.db, async (db) => {
    await seedCataloguePrices(db, AT_US);
    const cache = createPriceCache(db);
    await cache.refresh();
    const seeded = await db.select().from(price);

    await cache.ensure([
      { provider: "unknown", model: "gpt-4o" },
      { provider: "global-apis", model: "glm-4.6v" },
      { provider: "alibaba", model: "qwen3-32b" },
      { provider: "somebody", model: "house-model" },
      { provider: "global-apis", model: "deepseek-v4-flash" },
    ]);

    expect(await db.select().from(price)).toHaveLength(seeded.length);
    expect(cache.book().has("unknown", "gpt-4o")).toBe(false);
  }));
