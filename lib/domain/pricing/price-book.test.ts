import { expect, test } from "vitest";
import type { Price } from "./price";
import { createPriceBook } from "./price-book";
import { SAMPLE_PRICE } from "./sample-price";

const anyone = { serviceTier: null, inputTokens: null, region: null, outputTokens: null };
const price = (overrides: Partial<Price>): Price => ({ ...SAMPLE_PRICE, ...overrides });

test("a price belongs to its provider and model together, never to the model alone", () => {
  const book = createPriceBook([price({})]);

  expect(book.find("deepseek", "deepseek-v4-flash", 1, anyone)?.id).toBe("1");
  expect(book.find("azure", "deepseek-v4-flash", 1, anyone)).toBeNull();
  expect(book.find("deepseek", "deepseek-v4-pro", 1, anyone)).toBeNull();
  expect([book.has("deepseek", "deepseek-v4-flash"), book.has("azure", "deepseek-v4-flash")]).toEqual([true, false]);
});

test("the active price at the attempt's start decides, and there is none before the first", () => {
  const book = createPriceBook([
    price({ id: "old", validFrom: 10, validTo: 20 }),
    price({ id: "new", validFrom: 20 }),
    price({ id: "flex", validFrom: 20, serviceTier: "flex" }),
  ]);
  const at = (atUs: number) => book.find("deepseek", "deepseek-v4-flash", atUs, anyone)?.id ?? null;

  expect([at(9), at(10), at(19), at(20)]).toEqual([null, "old", "old", "new"]);
  expect(
    book.find("deepseek", "deepseek-v4-flash", 30, {
      serviceTier: "flex",
      inputTokens: null,
      region: null,
      outputTokens: null,
    })?.id,
  ).toBe("flex");
});
