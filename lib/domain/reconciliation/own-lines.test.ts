import fc from "fast-check";
import { expect, test } from "vitest";
import type { Price } from "../pricing/price";
import { SAMPLE_PRICE } from "../pricing/sample-price";
import { parseUsd } from "../pricing/usd";
import { type OwnGroup, ownLines } from "./own-lines";

const usd = (text: string) => parseUsd(text) ?? 0n;
const price: Price = {
  ...SAMPLE_PRICE,
  ...{ id: "7", currency: "USD", steps: [], feePico: {}, inputPicoPerM: usd("2"), cachedInputPicoPerM: usd("0.2") },
  ...{ cacheWritePicoPerM: null, outputPicoPerM: usd("8"), reasoningPicoPerM: null },
};
const group: OwnGroup = {
  ...{ provider: "p", model: "m", tier: null, price, isPriced: true, attempts: 1 },
  ...{ picoUsd: usd("0.0128"), estimatedPicoUsd: 0n },
  tokens: { input: 2_000n, cached_input: 4_000n, cache_write: 0n, output: 500n, reasoning: 500n },
};

test("a cost is split by its price, reasoning is output, and what the price charges beside tokens is other", () => {
  // 2,000 x $2/M + 4,000 x $0.20/M + 1,000 x $8/M = $0.004 + $0.0008 + $0.008.
  const split = (own: OwnGroup) =>
    ownLines("2026-03-01", [own]).map(({ bucket, tokens, picoUsd }) => [bucket, tokens, picoUsd]);
  const tokens = [
    ["input", 2_000n, usd("0.004")],
    ["cached_input", 4_000n, usd("0.0008")],
    ["output", 1_000n, usd("0.008")],
  ];
  expect(split(group)).toEqual(tokens);
  // A search for a cent.
  expect(split({ ...group, picoUsd: usd("0.0228") })).toEqual([...tokens, ["other", 0n, usd("0.01")]]);
  // In yuan at another rate each day: in proportion.
  expect(split({ ...group, picoUsd: usd("0.0064"), price: { ...price, currency: "CNY" } })).toEqual([
    ["input", 2_000n, usd("0.002")],
    ["cached_input", 4_000n, usd("0.0004")],
    ["output", 1_000n, usd("0.004")],
  ]);
  expect(split({ ...group, price: null })).toEqual([["all", 7_000n, usd("0.0128")]]);
});

const count = fc.bigInt({ min: 0n, max: 10n ** 9n });
const groups = fc.array(
  fc
    .record({
      tier: fc.constantFrom(null, "batch"),
      price: fc.constantFrom(null, price, { ...price, id: "8", currency: "CNY" }),
      isPriced: fc.boolean(),
      attempts: fc.integer({ min: 1, max: 1_000 }),
      picoUsd: fc.bigInt({ min: 0n, max: 10n ** 16n }),
      tokens: fc.record({ input: count, cached_input: count, cache_write: count, output: count, reasoning: count }),
    })
    .map((own): OwnGroup => {
      const picoUsd = own.isPriced ? own.picoUsd : 0n;
      return { provider: "p", model: "m", ...own, picoUsd, estimatedPicoUsd: picoUsd / 2n };
    }),
);

test("lines cost exactly what their groups cost, and have all of their tokens", () => {
  const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
  fc.assert(
    fc.property(groups, (own) => {
      const lines = ownLines("2026-03-01", own);
      expect(sum(lines.map(({ picoUsd }) => picoUsd))).toBe(sum(own.map(({ picoUsd }) => picoUsd)));
      expect(sum(lines.map(({ tokens }) => tokens))).toBe(sum(own.flatMap(({ tokens }) => Object.values(tokens))));
      const priced = own.filter(({ isPriced }) => isPriced).flatMap(({ tokens }) => Object.values(tokens));
      expect(sum(lines.map(({ pricedTokens }) => pricedTokens))).toBe(sum(priced));
      for (const { picoUsd, estimatedPicoUsd } of lines) expect(estimatedPicoUsd <= picoUsd).toBe(true);
    }),
  );
});
