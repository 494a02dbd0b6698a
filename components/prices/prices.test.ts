import fc from "fast-check";
import { expect, test } from "vitest";
import { newPriceSchema, type PriceVersion, priceSchema } from "@/lib/contract/prices";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { DAY_MS } from "@/lib/domain/time/units";
import { conditionsKey, describeDiscount, describeFees, describeTerms } from "./describe-price";
import { preparePriceSteps } from "./prepare-price-steps";
import { draftOf, draftProblems, draftWarnings, emptyDraft, inputOf } from "./price-draft";
import { filterRows, priceRows } from "./price-rows";
import { changesBetween, countingVersion, openVersion, priceSpans } from "./version-history";

const NOW = Date.parse("2026-11-15T12:00:00Z");
const RATES = {
  ...{ input: "1", cached_input: null, cache_write: null, cache_write_1h: null, output: "4", reasoning: null },
  ...{ audio_input: null, cached_audio_input: null, audio_output: null, image_input: null, image_output: null },
};

function version(overrides: Partial<PriceVersion> = {}): PriceVersion {
  return priceSchema.parse({
    ...{
      id: 1,
      provider: "house",
      model: "tiny",
      currency: "USD",
      standing: "list",
      rates: RATES,
      steps: [],
      fees: {},
    },
    ...{ leaves_out_fees: false, service_tier: null, region: null, context_above_tokens: 0, output_above_tokens: 0 },
    ...{ calendar: null, valid_from: "2026-11-01T00:00:00Z", valid_to: null, source: "list", source_note: null },
    ...{ created_by: null, reason: null, stored_at: "2026-11-01T00:00:00Z" },
    ...overrides,
  });
}

const PEAK = {
  ...{ zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], hours: [{ from: "09:00", to: "12:00" }] },
  holidays: { list: "cn-public-holidays", applies: "outside" as const },
};

test("the spans of a history never overlap, and each instant has the version that counts then", () => {
  const day = (n: number) => new Date(NOW + n * DAY_MS).toISOString();
  const versions = fc
    .uniqueArray(
      fc.record({
        id: fc.nat(50),
        from: fc.integer({ min: -20, max: 20 }),
        days: fc.option(fc.integer({ min: 1, max: 9 })),
      }),
      {
        selector: ({ id }) => id,
        maxLength: 8,
      },
    )
    .map((all) =>
      all.map(({ id, from, days }) =>
        version({ id, valid_from: day(from), valid_to: days === null ? null : day(from + days) }),
      ),
    );
  fc.assert(
    fc.property(versions, fc.integer({ min: -25, max: 40 }), (all, at) => {
      const spans = priceSpans(all);
      const instant = NOW + at * DAY_MS;
      const found = spans.filter(({ from, to }) => from <= instant && (to === null || to > instant));
      expect(found.map(({ price }) => price.id)).toEqual(
        [countingVersion(all, instant)?.id].filter((id) => id !== undefined),
      );
    }),
  );
});

test("the drawing is level within a version, steps between two, and has a gap where there is none", () => {
  const versions = [
    version({ id: 1, valid_from: "2020-01-01T00:00:00Z", valid_to: "2026-11-05T00:00:00Z" }),
    version({
      id: 2,
      rates: { ...RATES, input: "2" },
      valid_from: "2026-11-05T00:00:00Z",
      valid_to: "2026-11-08T00:00:00Z",
    }),
    version({ id: 3, rates: { ...RATES, input: "3" }, valid_from: "2026-11-10T00:00:00Z" }),
  ];
  const { from, rows, lines } = preparePriceSteps(versions, NOW);

  expect(new Date(from).toISOString()).toBe("2026-10-06T00:00:00.000Z");
  expect(lines.map(({ key }) => key)).toEqual(["input", "output"]);
  expect(rows.map(({ values }) => values.input)).toEqual([1, 1, 2, 2, null, 3, 3]);
  expect(preparePriceSteps([], NOW).rows).toEqual([]);
});

test("a version taken into the form and sent again has the same terms, and begins after it", () => {
  const price = version({
    ...{ standing: "contract", service_tier: "batch", region: "eu-*", context_above_tokens: 128_000, calendar: PEAK },
    ...{ steps: [{ above_tokens: 5, input: "2", cached_input: null, cache_write: "3" }], fees: { searches: "0.01" } },
    ...{ leaves_out_fees: true, valid_from: "2026-12-01T00:00:00Z", currency: "CNY" },
  });
  const draft = { ...draftOf(price, "Asia/Shanghai", NOW), source: "x", reason: "y" };
  const sent = newPriceSchema.parse(inputOf(draft, "Asia/Shanghai"));

  expect(inputOf(draft, "Asia/Shanghai")).toMatchObject({
    ...{ standing: "contract", service_tier: "batch", region: "eu-*", context_above_tokens: 128_000, calendar: PEAK },
    ...{ rates: price.rates, steps: price.steps, fees: price.fees, leaves_out_fees: true, currency: "CNY" },
  });
  expect(sent.valid_from).toBe(Date.parse("2026-12-01T00:01:00Z") * 1_000);
  expect(draftProblems(draft, "Asia/Shanghai")).toEqual({});
  const always = { ...draft, weekdays: [1, 2, 3, 4, 5, 6, 7], hours: [], holidays: "" };
  expect(draftProblems(always, "Asia/Shanghai")).toEqual({ calendar: "Choose hours, weekdays or holidays" });
});

test("slips are warned of as they are typed, before there is a reason; what is missing is said at its field", () => {
  const before = version();
  const typed = (input: string, output: string) => {
    const draft = draftOf(before, "UTC", NOW);
    return { ...draft, rates: { ...draft.rates, input, output } };
  };
  const codes = (input: string, output: string) =>
    draftWarnings(typed(input, output), { before, picoPerUsd: parseUsd("1"), tz: "UTC", now: NOW })?.map(
      ({ code }) => code,
    );

  expect(codes("1.1", "4.4")).toEqual([]);
  expect(codes("0.000001", "4")).toEqual(["rates.input:unit", "rates.input:jump"]);
  expect(codes("1", "0.5")).toEqual(["rates.output:below-input"]);
  expect(codes("1", "800")).toEqual(["rates.output:above-700", "rates.output:jump"]);
  expect(codes("one", "4")).toBeUndefined();
  expect(draftProblems(emptyDraft("UTC", NOW), "UTC")).toEqual({
    ...{ provider: "Required", model: "Required", "rates.input": "Required", source: "Required", reason: "Required" },
  });
});

test("old and new of a change are said term by term", () => {
  const after = version({ rates: { ...RATES, input: "2", cached_input: "0.02" }, fees: { searches: "0.01" } });

  expect(changesBetween(version(), after)).toEqual([
    { label: "Uncached input", before: "$1.00", after: "$2.00" },
    { label: "Cached read", before: "as input", after: "$0.02" },
    { label: "Fees", before: "none", after: "$0.01 per search" },
  ]);
  expect(changesBetween(null, version()).map(({ label }) => label)).toEqual(["Uncached input", "Output"]);
  expect(describeFees(version({ leaves_out_fees: true }))).toBe("other fees that are not in the cost");
  expect(describeTerms(version({ calendar: PEAK, standing: "contract" }))).toBe(
    "by contract, 09:00 to 12:00 Asia/Shanghai, Monday to Friday, not on Chinese public holidays",
  );
});

test("the grid has what counts now under each condition, what follows, and the names that nobody prices", () => {
  const prices = [
    version({ id: 1, valid_to: "2026-11-10T00:00:00Z" }),
    version({ id: 2, valid_from: "2026-11-10T00:00:00Z", valid_to: "2026-12-01T00:00:00Z" }),
    version({ id: 3, valid_from: "2026-12-01T00:00:00Z" }),
    version({ id: 4, service_tier: "batch", source: "as a/b, version 7" }),
  ];
  const unpriced = [
    {
      ...{ model: "new", provider: "house", reason: "no_price" as const, attempts: 3, tokens: null, priced_from: null },
      ...{ first_at: "2026-11-01T00:00:00Z", last_at: "2026-11-01T00:00:00Z" },
    },
  ];
  const rows = priceRows({ prices, discounted: [], unpriced, traffic: undefined, catalogue: undefined, now: NOW });

  expect(rows.map(({ model, price, next }) => [model, price?.id, next?.id])).toEqual([
    ["new", undefined, undefined],
    ["tiny", 2, 3],
    ["tiny", 4, undefined],
  ]);
  const ids = (filters: object) =>
    filterRows(rows, { q: "", provider: "", source: "", shown: "all", ...filters }).map(
      ({ price }) => price?.id ?? null,
    );
  expect(ids({ q: "BATCH house" })).toEqual([4]);
  expect(ids({ source: "another model's price" })).toEqual([4]);
  expect(ids({ shown: "unpriced" })).toEqual([null]);
  expect(ids({ shown: "traffic" })).toEqual([]);
  expect(openVersion(prices, conditionsKey(version()))?.id).toBe(3);
});

test("a row names the discount that is off its price now, and no other version's", () => {
  const prices = [version(), version({ id: 2, model: "other" })];
  const less = (list_price_id: number, valid_from: string, percent: string) => ({
    ...version({ id: 9, valid_from, rates: { ...RATES, input: "0.8" } }),
    ...{ list_price_id, discounts: [{ id: 1, name: "Volume", percent }] },
  });
  const discounted = [less(1, "2026-11-10T00:00:00Z", "20"), less(2, "2026-12-01T00:00:00Z", "50")];
  const rows = priceRows({ prices, discounted, unpriced: [], traffic: [], catalogue: [], now: NOW });
  expect(rows.map(({ model, charged }) => [model, charged && describeDiscount(charged), charged?.rates.input])).toEqual(
    [
      ["other", null, undefined],
      ["tiny", "20 % off list", "0.8"],
    ],
  );
  const two = { discounts: [20, 5].map((percent) => ({ id: percent, name: "n", percent: String(percent) })) };
  expect(describeDiscount(two)).toBe("20 % and 5 % off list");
});
