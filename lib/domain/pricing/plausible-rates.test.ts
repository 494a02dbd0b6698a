import fc from "fast-check";
import { expect, test } from "vitest";
import { createExchangeRates, NO_RATES } from "./exchange-rates";
import { plausibleRates, worthOf } from "./plausible-rates";
import { PLAIN_TERMS, type Price } from "./price";

const USD = 1_000_000_000_000n;
const SPAN = { fromUs: 1_000, toUs: 2_000 };
const asked = { span: SPAN, rates: NO_RATES };

function aPrice(overrides: Partial<Price> = {}): Price {
  return {
    ...{ ...PLAIN_TERMS, id: "1", provider: "p", model: "m", validFrom: 0, validTo: null },
    ...{ inputPicoPerM: USD, outputPicoPerM: 2n * USD },
    ...overrides,
  };
}
const used = (model: string, output = 10) => ({ model, tokens: { input: 100, output } });

test("the same model elsewhere bounds a model, whoever sells it; other models do where there is none", () => {
  const prices = [
    aPrice({ model: "maker/House-1", inputPicoPerM: 3n * USD }),
    aPrice({ model: "house-1", provider: "q", inputPicoPerM: 5n * USD }),
    aPrice({ model: "cheap", inputPicoPerM: USD / 100n, outputPicoPerM: USD / 100n }),
    aPrice({ model: "dear", inputPicoPerM: 100n * USD }),
  ];
  expect(plausibleRates(used("house-1"), prices, asked)).toEqual({
    basis: "same_model",
    low: { input: 3_000_000n, output: 2_000_000n },
    high: { input: 5_000_000n, output: 2_000_000n },
  });
  expect(plausibleRates(used("nameless"), prices, asked)).toMatchObject({
    basis: "all_prices",
    low: { input: 10_000n },
    high: { input: 100_000_000n },
  });
  expect(plausibleRates(used("nameless"), [], asked)).toBeNull();
});

test("what is free, of a tier, a time of day or too large an input bounds nothing; neither does input alone what wrote", () => {
  const embedding = aPrice({ inputPicoPerM: USD / 10n, outputPicoPerM: null });
  const prices = [
    aPrice({ inputPicoPerM: 0n, outputPicoPerM: 0n }),
    aPrice({ serviceTier: "batch", inputPicoPerM: 7n }),
    aPrice({ contextAboveTokens: 200_000, inputPicoPerM: 50n * USD }),
    embedding,
    aPrice({ model: "plain" }),
  ];
  const plain = { input: 1_000_000n, output: 2_000_000n };
  expect(plausibleRates(used("x"), prices, asked)).toMatchObject({ low: plain, high: plain });
  expect(plausibleRates(used("x", 0), prices, asked)).toMatchObject({
    low: { input: 100_000n },
    high: { input: 100_000n },
  });
});

test("prices of the time come before those of any other, and yuan are dollars of that day", () => {
  const later = aPrice({ validFrom: 5_000, inputPicoPerM: 9n * USD });
  const now = aPrice({ currency: "CNY", inputPicoPerM: 7n * USD, outputPicoPerM: 14n * USD });
  const rates = createExchangeRates([{ currency: "CNY", day: 0, picoPerUsd: 7n * USD }]);
  const plain = { input: 1_000_000n, output: 2_000_000n };

  expect(plausibleRates(used("m"), [later, now], { span: SPAN, rates })).toMatchObject({ low: plain, high: plain });
  expect(plausibleRates(used("m"), [later, now], asked)).toBeNull();
  expect(plausibleRates(used("m"), [later], asked)).toMatchObject({ low: { input: 9_000_000n } });
});

test("low is never above high, and the worth of parts is that of the whole", () => {
  const amount = fc.bigInt({ min: 1n, max: 1_000n * USD });
  const price = fc.record({ inputPicoPerM: amount, outputPicoPerM: amount }).map(aPrice);
  const tokens = fc.record({ input: fc.nat(10_000_000), output: fc.integer({ min: 1, max: 10_000_000 }) });
  fc.assert(
    fc.property(fc.array(price, { minLength: 1 }), tokens, tokens, (prices, a, b) => {
      const sum = { input: a.input + b.input, output: a.output + b.output };
      const found = plausibleRates({ model: "m", tokens: sum }, prices, asked);
      if (!found) throw new Error("unreachable");
      expect(worthOf(sum, found.low)).toBeLessThanOrEqual(worthOf(sum, found.high));
      expect(worthOf(a, found.low) + worthOf(b, found.low)).toBe(worthOf(sum, found.low));
    }),
  );
});
