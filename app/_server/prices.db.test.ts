import { expect, test } from "vitest";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { price } from "@/db/schema/prices";
import { testDatabase, withRollback } from "@/db/testing";
import { parseUsd } from "@/lib/domain/usd";
import { createPriceKeeper } from "./prices";

const database = testDatabase();
const AT_US = Date.UTC(2026, 2, 1) * 1000;
const anyone = { serviceTier: null, inputTokens: null };

test("a pair seen for the first time gets its public list price, stored with its source", () =>
  withRollback(database.db, async (db) => {
    const keeper = createPriceKeeper(db);
    await keeper.refresh();
    expect(keeper.book().find("openai", "gpt-4o-mini", AT_US, anyone)).toBeNull();

    await keeper.ensure([{ provider: "openai", model: "gpt-4o-mini" }]);

    expect(keeper.book().find("openai", "gpt-4o-mini", AT_US, anyone)?.outputPicoUsdPerM).toBe(parseUsd("0.6"));
    const stored = await db.select().from(price);
    expect(stored.map((row) => row.source)).toEqual(["genai-prices@0.1.8"]);
  }));

test("what no list knows stays unpriced, and so does the catalogue's unpriced model at its maker", () =>
  withRollback(database.db, async (db) => {
    await seedCataloguePrices(db, AT_US);
    const keeper = createPriceKeeper(db);
    await keeper.refresh();
    const seeded = await db.select().from(price);

    await keeper.ensure([
      { provider: "unknown", model: "gpt-4o" },
      { provider: "zai", model: "glm-4.6v" },
      { provider: "somebody", model: "house-model" },
      { provider: "deepseek", model: "deepseek-v4-flash" },
    ]);

    expect(await db.select().from(price)).toHaveLength(seeded.length);
    expect(keeper.book().has("unknown", "gpt-4o")).toBe(false);
  }));
