import { expect, test } from "vitest";
import type { UsageRecord } from "@/lib/contract/usage-record";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { SAMPLE_PRICE } from "@/lib/domain/pricing/sample-price";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { normalizeUsageRecord, usagePricePairs } from "./normalize-usage-record";
import { validateUsageRecords } from "./validate-usage-records";

const nowUs = Date.parse("2026-03-20T10:00:00Z") * 1_000;
const sent = {
  id: "a",
  day: "2026-03-01",
  provider: "Anthropic",
  model: "claude-haiku-4-5",
  cost: "5",
  currency: "usd",
  source: "bill",
};

function validated(record: object): UsageRecord {
  const { valid, invalid } = validateUsageRecords([{ value: record }]);
  expect(invalid).toEqual([]);
  if (!valid[0]) throw new Error("Nothing is valid");
  return valid[0].record;
}

const normalized = (record: object, prices = createPriceBook([])) =>
  normalizeUsageRecord(validated(record), { nowUs, aliases: new Map(), prices });
const errorsOf = (record: object) => {
  const { valid, invalid } = validateUsageRecords([{ value: record }]);
  const errors = valid[0]
    ? normalizeUsageRecord(valid[0].record, { nowUs, aliases: new Map(), prices: createPriceBook([]) })
    : [];
  return [...(invalid[0]?.errors ?? []), ...(Array.isArray(errors) ? errors : [])];
};

test("a day is a UTC day, its provider in one spelling, its amount kept exactly", () => {
  expect(normalized({ ...sent, cost: "0.1000000000001" })).toMatchObject({
    startsAtUs: Date.UTC(2026, 2, 1) * 1_000,
    endsAtUs: Date.UTC(2026, 2, 2) * 1_000,
    ...{ provider: "anthropic", model: "claude-haiku-4-5", team: null, currency: "USD" },
    ...{ amountPico: 100_000_000_000n, costPico: 100_000_000_000n, costEstimated: false },
  });
});

test("hours and the days of a zone are taken: of whole hours, on the hour", () => {
  const span = (from: string, to: string) => ({ ...sent, day: null, from, to });
  expect(normalized(span("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"))).toMatchObject({
    endsAtUs: Date.UTC(2026, 2, 1, 11) * 1_000,
  });
  // A day in India, and the day on which clocks go forward in New York.
  expect(normalized(span("2026-03-01T00:00:00+05:30", "2026-03-02T00:00:00+05:30"))).toMatchObject({
    startsAtUs: Date.UTC(2026, 1, 28, 18, 30) * 1_000,
  });
  expect(normalized(span("2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"))).toMatchObject({ id: "a" });
});

test.each([
  [{ ...sent, day: undefined }, "day"],
  [{ ...sent, from: "2026-03-01T00:00:00Z" }, "day"],
  [{ ...sent, day: null, from: "2026-03-01T00:00:00Z" }, "to"],
  [{ ...sent, day: null, to: "2026-03-01T00:00:00Z" }, "from"],
  [{ ...sent, day: null, from: "2026-03-01T00:30:00Z", to: "2026-03-01T01:30:00Z" }, "from"],
  [{ ...sent, day: null, from: "2026-03-01T00:00:00Z", to: "2026-03-01T00:59:00Z" }, "to"],
  [{ ...sent, day: null, from: "2026-03-01T00:00:00Z", to: "2026-03-01T00:00:00Z" }, "to"],
  [{ ...sent, day: null, from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z" }, "to"],
  [{ ...sent, day: "2026-02-30" }, "day"],
  [{ ...sent, day: "2026-03-21" }, "day"],
  [{ ...sent, day: "1999-03-21" }, "day"],
  [{ ...sent, day: "2026-03-01T00:00:00Z" }, "day"],
  [{ ...sent, provider: undefined }, "provider"],
  [{ ...sent, source: undefined }, "source"],
  [{ ...sent, region: "eu" }, "region"],
  [{ ...sent, operation: "dance" }, "operation"],
  [{ ...sent, cost: "-1" }, "cost"],
  [{ ...sent, cost: "lots" }, "cost"],
  [{ ...sent, cost: 1e30 }, "cost"],
  [{ ...sent, cost: "1e99" }, "cost"],
  [{ ...sent, cost: undefined }, "cost"],
  [{ ...sent, currency: undefined }, "currency"],
  [{ ...sent, currency: "dollars" }, "currency"],
  [{ ...sent, input_tokens: 1.5 }, "input_tokens"],
  [{ ...sent, output_tokens: -1 }, "output_tokens"],
  [{ ...sent, cached_input_tokens: 5 }, "cached_input_tokens"],
  [{ ...sent, input_tokens: 1, cached_input_tokens: 5 }, "input_tokens"],
  [{ ...sent, output_tokens: 1, reasoning_tokens: 5 }, "output_tokens"],
  [{ ...sent, units: { parsecs: 5 } }, "units.parsecs"],
  [{ ...sent, units: { images: "many" } }, "units.images"],
  [{ ...sent, revision: -1 }, "revision"],
])("%o is rejected by the name of its field", (record, path) => {
  expect(errorsOf(record).map((error) => error.path)).toEqual([path]);
});

test("one that is no record does not spoil the others", () => {
  const posted = [
    { value: sent },
    { value: "x" },
    { unreadable: "The line is not JSON" },
    { value: { ...sent, id: "" } },
  ];
  const { valid, invalid } = validateUsageRecords(posted);
  expect(valid.map(({ index }) => index)).toEqual([0]);
  expect(invalid.map(({ index }) => index)).toEqual([1, 2, 3]);
});

test("without a cost the tokens are priced by the list, marked as estimated; without a model or a price the cost is unknown", () => {
  const price = {
    ...SAMPLE_PRICE,
    provider: "anthropic",
    model: "claude-haiku-4-5",
    inputPicoPerM: 1_000_000_000_000n,
  };
  const prices = createPriceBook([price]);
  const tokens = { ...sent, cost: undefined, currency: undefined, input_tokens: 1_000_000, output_tokens: 0 };
  expect(normalized(tokens, prices)).toMatchObject({
    costPico: 1_000_000_000_000n,
    costEstimated: true,
    amountPico: null,
    currency: null,
  });
  expect([...usagePricePairs([validated(tokens)], new Map())]).toContainEqual({
    provider: "anthropic",
    model: "claude-haiku-4-5",
  });

  for (const unknown of [{ model: undefined }, { model: "unassigned" }, { model: "nobody-knows" }]) {
    expect(normalized({ ...tokens, ...unknown }, prices)).toMatchObject({ costPico: null, costEstimated: false });
  }
});

test("an amount in another currency is no cost in USD, and tokens beside it are not priced instead", () => {
  const price = { ...SAMPLE_PRICE, provider: "anthropic", model: "claude-haiku-4-5" };
  const record = { ...sent, currency: "CNY", input_tokens: 5, output_tokens: 1 };
  expect(normalized(record, createPriceBook([price]))).toMatchObject({
    ...{ amountPico: 5_000_000_000_000n, currency: "CNY", costPico: null, costEstimated: false, inputTokens: 5 },
  });
});

test("today is taken, though it is not over", () => {
  expect(normalized({ ...sent, day: "2026-03-20" })).toMatchObject({
    startsAtUs: nowUs - 10 * HOUR_US,
    endsAtUs: nowUs - 10 * HOUR_US + DAY_US,
  });
});
