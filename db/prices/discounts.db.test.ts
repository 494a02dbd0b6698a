import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { auditEntry } from "@/db/schema/audit";
import { testDatabase, withRollback } from "@/db/testing";
import { EVERYTHING_RETAINED } from "@/db/testing/everything-retained";
import { newDiscountSchema } from "@/lib/contract/discounts";
import { isAppError } from "@/lib/contract/error";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { addDiscount } from "./add-discount";
import { endDiscount } from "./end-discount";
import { getDiscounts } from "./get-discounts";
import { insertPrices } from "./insert-prices";
import { listDiscountedPrices } from "./list-discounted-prices";
import { listPrices } from "./list-prices";
import { loadPriceBook } from "./load-price-book";
import { numberDiscountedPrices } from "./number-discounted-prices";

const database = testDatabase();
const now = new Date("2026-11-20T00:00:00Z");
const by = { actor: "finn@example.com", now };
const question = { serviceTier: null, region: null, inputTokens: null, outputTokens: null };
const us = (text: string) => parseInstantUs(`${text}T00:00:00Z`) ?? 0;
const usd = (text: string) => parseUsd(text) ?? -1n;
const BASE = {
  ...{ name: "ACME EDP", provider: "acme", percent: "12", valid_from: "2026-11-01T00:00:00Z" },
  reason: "signed in October",
};
const listPrice = (model: string, input: string) => ({
  ...{ ...PLAIN_TERMS, provider: "acme", model, validFrom: 0, validTo: null, inputPicoPerM: usd(input) },
  ...{ outputPicoPerM: usd("10"), source: "list", sourceNote: null, createdBy: null, reason: null },
});
const add = (db: Db, fields: object = {}) =>
  db.transaction((tx) => addDiscount(tx, { input: newDiscountSchema.parse({ ...BASE, ...fields }), ...by }));
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (isAppError(error) ? { code: error.code, fields: Object.keys(error.fields ?? {}) } : error),
  );

test("a rule is in the book from its instant on, under a number of its own that explains what was charged", () =>
  withRollback(database.db, async (db) => {
    await insertPrices(db, [listPrice("big", "2.5")]);
    await add(db);
    const book = await loadPriceBook(db);
    const before = book.find("acme", "big", us("2026-10-31"), question);
    const after = book.find("acme", "big", us("2026-11-01"), question);
    expect([before?.inputPicoPerM, after?.inputPicoPerM]).toEqual([usd("2.5"), usd("2.2")]);
    expect(before?.discount).toBeUndefined();
    expect(after?.id).not.toBe(before?.id);

    const listed = await listPrices(db);
    const [numbered] = await listDiscountedPrices(db, listed);
    expect(numbered).toMatchObject({
      id: after?.id,
      inputPicoPerM: usd("2.2"),
      discount: { list: { id: before?.id } },
    });
    expect(listed.some(({ id }) => id === numbered?.id)).toBe(false);
  }));

test("a list price that comes later is discounted too, and ending a rule changes nothing before its end", () =>
  withRollback(database.db, async (db) => {
    const { id } = await add(db, { models: ["big*"] });
    await insertPrices(db, [listPrice("bigger", "4"), listPrice("small", "1")]);
    await numberDiscountedPrices(db);
    const end = { valid_to: us("2026-12-01"), reason: "not renewed" };
    const ended = await db.transaction((tx) => endDiscount(tx, { id, end, ...by }));
    expect(Date.parse(ended.valid_to ?? "")).toBe(Date.parse("2026-12-01T00:00:00Z"));

    const book = await loadPriceBook(db);
    const input = (model: string, day: string) => book.find("acme", model, us(day), question)?.inputPicoPerM;
    expect([input("bigger", "2026-11-30"), input("bigger", "2026-12-01")]).toEqual([usd("3.52"), usd("4")]);
    expect(input("small", "2026-11-30")).toBe(usd("1"));
    const actions = (await db.select().from(auditEntry)).map(({ action, actor }) => [action, actor]);
    expect(actions).toEqual([
      ["discount.add", by.actor],
      ["discount.end", by.actor],
    ]);
    expect(await refusal(db.transaction((tx) => endDiscount(tx, { id, end, ...by })))).toMatchObject({
      code: "CONFLICT",
    });
  }));

test("the same place twice is refused by its field, an other place, bucket or time is not", () =>
  withRollback(database.db, async (db) => {
    await add(db, { buckets: ["input"], valid_to: "2026-12-01T00:00:00Z" });
    expect(await refusal(add(db, { models: ["big"] }))).toEqual({ code: "UNPROCESSABLE", fields: ["position"] });
    await add(db, { models: ["big"], position: 2 });
    await add(db, { buckets: ["output"] });
    await add(db, { buckets: ["input"], valid_from: "2026-12-01T00:00:00Z" });
    const bad = (fields: object) => newDiscountSchema.safeParse({ ...BASE, ...fields }).error?.issues[0]?.path[0];
    expect(["0", "100", "-1", "12.34567", "x"].map((percent) => bad({ percent }))).toEqual(Array(5).fill("percent"));
    expect(bad({ models: ["a*b"] })).toBe("models");
    expect(bad({ valid_to: BASE.valid_from })).toBe("valid_to");
  }));

test("a commitment shows its period, and a discount beyond it is in no price", () =>
  withRollback(database.db, async (db) => {
    await insertPrices(db, [listPrice("big", "2.5")]);
    await add(db, { commit: { amount_usd: "1000", period: "month", applies: "after" } });
    const book = await loadPriceBook(db);
    expect(book.find("acme", "big", us("2026-11-05"), question)?.inputPicoPerM).toBe(usd("2.5"));
    const { commitments } = await getDiscounts(db, { now, retention: EVERYTHING_RETAINED });
    expect(commitments).toMatchObject([
      { from: "2026-11-01T00:00:00.000Z", to: "2026-12-01T00:00:00.000Z", spent_usd: "0", shortfall_usd: "1000" },
    ]);
  }));

test("the database refuses to change what explains costs", () =>
  withRollback(database.db, async (db) => {
    await insertPrices(db, [listPrice("big", "2.5")]);
    await add(db);
    await expect(db.transaction((tx) => tx.execute("update price_discount set percent = 50"))).rejects.toThrow();
    await expect(db.transaction((tx) => tx.execute("delete from discounted_price"))).rejects.toThrow();
  }));

test("prices have their numbers whatever discounts there have been: 700 of them under fifty", () =>
  withRollback(database.db, async (db) => {
    for (let day = 0; day < 50; day++) {
      const instant = (of: number) => new Date(Date.UTC(2026, 0, 1 + of)).toISOString();
      await add(db, { valid_from: instant(day), valid_to: instant(day + 1) });
    }
    await insertPrices(
      db,
      Array.from({ length: 700 }, (_, model) => listPrice(`m${model}`, "2.5")),
    );
    expect(await listDiscountedPrices(db, await listPrices(db))).toHaveLength(35_000);
  }));
