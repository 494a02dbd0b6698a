import { expect, test } from "vitest";
import { PLAIN_TERMS } from "../pricing/price";
import type { PriceQuote } from "./quote";
import { type ImportScope, targetQuotes } from "./target-quotes";

const givenQuote = (provider: string, model: string): PriceQuote => ({
  ...{ ...PLAIN_TERMS, provider, model, row: model, source: "litellm", sourceNote: null, inputPicoPerM: 1n },
  ...{ outputPicoPerM: 1n, validFrom: null, validTo: null, notImported: [] },
});
const refused = (provider: string | null, model: string | null) => {
  return { row: "r", provider, model, field: "input", message: "Is missing" };
};
const SCOPE: ImportScope = { pairs: [{ provider: "novita", model: "Qwen3-8B" }], isAll: false, providers: null };
const namesOf = (quotes: readonly PriceQuote[]) => quotes.map(({ row, model }) => [row, model]);

test("a quote is of the model in traffic whose name differs by case alone, and of each of several", () => {
  const list = { quotes: [givenQuote("novita", "qwen3-8b"), givenQuote("novita", "other")], refused: [], skipped: 0 };
  const found = targetQuotes(list, SCOPE);
  expect([namesOf(found.quotes), found.outOfScope]).toEqual([[["qwen3-8b as Qwen3-8B", "Qwen3-8B"]], 1]);
  const pairs = [...SCOPE.pairs, { provider: "novita", model: "qwen3-8b" }];
  expect(namesOf(targetQuotes(list, { ...SCOPE, pairs }).quotes)).toEqual([
    ["qwen3-8b as Qwen3-8B", "Qwen3-8B"],
    ["qwen3-8b", "qwen3-8b"],
  ]);
});

test("where all are wanted a stranger is taken by its own name, and only of the providers that are named", () => {
  const list = { quotes: [givenQuote("novita", "new"), givenQuote("openai", "new")], refused: [], skipped: 0 };
  expect(targetQuotes(list, { ...SCOPE, isAll: true }).quotes).toHaveLength(2);
  const one = targetQuotes(list, { ...SCOPE, isAll: true, providers: new Set(["openai"]) });
  expect([one.quotes.map(({ provider }) => provider), one.outOfScope]).toEqual([["openai"], 1]);
});

test("what is refused counts where its model is wanted, or where nobody knows which it is", () => {
  const list = {
    quotes: [],
    refused: [refused("novita", "QWEN3-8b"), refused("novita", "x"), refused(null, null)],
    skipped: 0,
  };
  const found = targetQuotes(list, SCOPE);
  expect([found.refused.map(({ model }) => model), found.outOfScope]).toEqual([["QWEN3-8b", null], 1]);
});
