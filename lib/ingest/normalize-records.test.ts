import { expect, test } from "vitest";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { SAMPLE_PRICE } from "@/lib/domain/pricing/sample-price";
import type { NormalizeContext } from "./normalize-attempt";
import { normalizeRecords } from "./normalize-records";
import { validateRecords } from "./validate-records";

const NOW_US = Date.UTC(2026, 10, 1, 12) * 1_000;
const price = {
  ...SAMPLE_PRICE,
  ...{ provider: "anthropic", model: "claude-opus-4-6" },
  ...{ inputPicoPerM: 5_000_000_000_000n, cachedInputPicoPerM: 500_000_000_000n },
};
const context = (prices = [price]): NormalizeContext => ({
  ...{ nowUs: NOW_US, retainedDays: 45, aliases: new Map(), prices: createPriceBook(prices) },
  pseudonym: (name) => `hash of ${name}`,
});
const record = {
  ...{ id: "1", model: "claude-opus-4-6", provider: "anthropic", started_at: "2026-11-01T11:00:00Z", duration_ms: 10 },
  ...{ outcome: "ok", input_tokens: 2_000, cached_input_tokens: 1_000, output_tokens: 0, consumer: "ada" },
};
const otherReading = { input_tokens: 3_000 };
const normalize = (value: object, meaning: object, of = context()) =>
  normalizeRecords(validateRecords([{ value, ...meaning }]).valid, of);

test("of two readings the cheaper one counts, with what the other one would cost more", () => {
  const { attempts, differences } = normalize(record, { otherReading });

  // 1,000 read from the cache and 1,000 beside them, where the other has 2,000 beside them.
  expect(attempts).toMatchObject([{ inputTokens: 2_000, costPico: 5_500_000_000n }]);
  expect(differences).toEqual(new Map([[0, 5_000_000_000n]]));
});

test("a reading is cheaper by the price that holds for it, whichever comes first", () => {
  const large = { ...price, id: "2", contextAboveTokens: 2_500, inputPicoPerM: 1_000_000_000_000n };
  const { attempts, differences } = normalize(record, { otherReading }, context([price, large]));

  expect(attempts).toMatchObject([{ inputTokens: 3_000, costPico: 2_500_000_000n, priceId: 2 }]);
  expect(differences).toEqual(new Map([[0, 3_000_000_000n]]));
});

test("without a price the first reading counts, and the difference is not known", () => {
  const { attempts, differences } = normalize(record, { otherReading }, context([]));

  expect(attempts).toMatchObject([{ inputTokens: 2_000, costPico: null }]);
  expect(differences).toEqual(new Map([[0, null]]));
});

test("what has no usage, or one reading, is not ambiguous", () => {
  const { input_tokens, cached_input_tokens, output_tokens, ...unused } = record;
  expect(normalize({ ...unused, outcome: "server_error" }, { otherReading }).differences.size).toBe(0);
  expect(normalize(record, {}).differences.size).toBe(0);
});

test("a name becomes a pseudonym once", () => {
  expect(normalize(record, {}).attempts).toMatchObject([{ consumer: "hash of ada" }]);
  expect(normalize({ ...record, consumer: "hash of ada" }, { isPseudonymous: true }).attempts).toMatchObject([
    { consumer: "hash of ada" },
  ]);
});
