import { expect, test } from "vitest";
import { newDiscountSchema } from "@/lib/contract/discounts";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { DAY_US } from "@/lib/domain/time/units";
import { addDiscount } from "../prices/add-discount";
import { insertPrices } from "../prices/insert-prices";
import { loadPriceBook } from "../prices/load-price-book";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { readOpenQuestions } from "./read-open-questions";

const database = testDatabase();
const FROM = Date.UTC(2026, 2, 1) * 1_000;
const span = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-04-01T00:00:00Z") };
const question = { serviceTier: null, region: null, inputTokens: null, outputTokens: null };

test("a day without a rate is named, also where a discount was taken off the price", async () => {
  const now = new Date("2026-04-02T00:00:00Z");
  const terms = { inputPicoPerM: 1_000_000_000n, outputPicoPerM: 2_000_000_000n, currency: "CNY" };
  await insertPrices(database.db, [
    {
      ...{ ...PLAIN_TERMS, ...terms, provider: "acme", model: "m", validFrom: 0, validTo: null },
      ...{ source: "manual", sourceNote: null, createdBy: null, reason: null },
    },
  ]);
  const input = newDiscountSchema.parse({
    ...{ name: "From the second on", provider: "acme", percent: "10", reason: "signed" },
    valid_from: "2026-03-02T00:00:00Z",
  });
  await database.db.transaction((tx) => addDiscount(tx, { input, actor: "finance@example.com", now }));
  const book = await loadPriceBook(database.db);
  const priced = [0, 1].map((day) => {
    const startedAtUs = FROM + day * DAY_US;
    const price = book.find("acme", "m", startedAtUs, question);
    return anAttempt({ provider: "acme", model: "m", startedAtUs, costPico: null, priceId: Number(price?.id) });
  });
  expect(new Set(priced.map(({ priceId }) => priceId)).size).toBe(2);
  await givenAttempts(database.sql, priced);

  const { questions } = await readOpenQuestions(database.db, { span, now, retention: EVERYTHING_RETAINED });

  expect(questions.find(({ kind }) => kind === "missing_rates")).toEqual({
    ...{ kind: "missing_rates", count: 2 },
    details: ["CNY 2026-03-01: 1 attempt", "CNY 2026-03-02: 1 attempt"],
  });
});
