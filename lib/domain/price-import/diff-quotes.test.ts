import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_RATES } from "../pricing/exchange-rates";
import { PLAIN_TERMS } from "../pricing/price";
import { createPriceBook } from "../pricing/price-book";
import { SAMPLE_PRICE } from "../pricing/sample-price";
import { PICO_PER_USD } from "../pricing/usd";
import { DAY_US } from "../time/units";
import { type DiffedQuote, type DiffInput, diffQuotes } from "./diff-quotes";
import { doubtOutliers } from "./doubt-outliers";
import type { BookPrice, PriceQuote } from "./quote";

const NOW = 1_800_000_000_000_000;
const usd = (dollars: number) => BigInt(Math.round(dollars * 100)) * (PICO_PER_USD / 100n);
const TERMS = { ...PLAIN_TERMS, provider: "deepseek", model: "flash", sourceNote: null };

const givenQuote = (fields: Partial<PriceQuote> = {}): PriceQuote => ({
  ...TERMS,
  ...{ row: "flash", source: "litellm", validFrom: null, validTo: null, notImported: [] },
  ...{ inputPicoPerM: usd(1), outputPicoPerM: usd(4) },
  ...fields,
});
const givenPrice = (fields: Partial<BookPrice> = {}): BookPrice => ({
  ...{ ...SAMPLE_PRICE, ...TERMS, source: "genai-prices@0.1.8", createdBy: null, reason: null },
  ...{ inputPicoPerM: usd(1), outputPicoPerM: usd(4) },
  ...fields,
});
const diff = (quotes: PriceQuote[], book: BookPrice[] = [], options: Partial<DiffInput> = {}) =>
  diffQuotes({
    ...{ quotes, book, rates: NO_RATES, validFrom: NOW, now: NOW, leftOut: new Set(), confirmed: new Set() },
    ...{ doubtOutlier: doubtOutliers(quotes), isPartial: false, mayReplaceOwn: () => true },
    ...options,
  });
const kindsOf = (diffed: readonly DiffedQuote[]) => diffed.map(({ quote, kind }) => [quote.row, kind]);
const onlyOf = (diffed: readonly DiffedQuote[]) => {
  expect(diffed).toHaveLength(1);
  return diffed[0];
};

/** The book after what is added or changed was stored. */
function applied(book: readonly BookPrice[], diffed: readonly DiffedQuote[]): BookPrice[] {
  const stored = diffed.filter(({ kind }) => kind === "added" || kind === "changed");
  const ends = new Map<string, number>();
  for (const { closes, startsAt } of stored) {
    for (const { id } of closes) ends.set(id, Math.min(startsAt, ends.get(id) ?? startsAt));
  }
  return [
    ...book.map((price) => ({ ...price, validTo: ends.get(price.id) ?? price.validTo })),
    ...stored.map(({ quote, startsAt }, place) => {
      const { row: _, notImported: __, ...terms } = quote;
      return { ...terms, id: `${book.length + place + 1}`, validFrom: startsAt, createdBy: null, reason: null };
    }),
  ];
}

const amount = fc.integer({ min: 1, max: 400 }).map((cents) => usd(cents / 100));
const conditions = {
  provider: fc.constantFrom("deepseek", "novita"),
  model: fc.constantFrom("flash", "pro"),
  serviceTier: fc.constantFrom(null, "batch"),
  contextAboveTokens: fc.constantFrom(0, 200_000),
  inputPicoPerM: amount,
  outputPicoPerM: amount,
};
const quotes = fc
  .array(fc.record({ ...conditions, validFrom: fc.constantFrom(null, NOW + DAY_US) }), { maxLength: 8 })
  .map((list) => list.map((fields, place) => givenQuote({ ...fields, row: String(place) })));
const books = fc
  .uniqueArray(fc.record({ ...conditions, standing: fc.constantFrom("list" as const, "contract" as const) }), {
    maxLength: 8,
    selector: ({ inputPicoPerM: _, outputPicoPerM: __, ...identity }) => JSON.stringify(identity),
  })
  .map((list) => list.map((fields, place) => givenPrice({ ...fields, id: String(place + 1) })));
const questions = fc.record({
  ...{ provider: conditions.provider, model: conditions.model, serviceTier: conditions.serviceTier },
  inputTokens: fc.constantFrom(10, 300_000),
  ago: fc.integer({ min: 1, max: 900 }),
});

test("applied, the same list changes nothing more, whatever is stored", () => {
  fc.assert(
    fc.property(quotes, books, (list, book) => {
      const first = diff(list, book);
      const refused = new Set(first.filter(({ kind }) => kind === "refused").map(({ quote }) => quote.row));
      const again = diff(
        list.filter(({ row }) => !refused.has(row)),
        applied(book, first),
      );
      expect(again.filter(({ kind }) => kind !== "unchanged")).toEqual([]);
    }),
  );
});

test("what was charged before the import stays as it was, and a contract's price counts after it too", () => {
  fc.assert(
    fc.property(quotes, books, questions, (list, book, { provider, model, ago, ...question }) => {
      const asked = { ...question, region: null, outputTokens: 1 };
      const [before, after] = [createPriceBook(book), createPriceBook(applied(book, diff(list, book)))];
      const past = NOW - ago * DAY_US;
      // The end of a version is not what it charges.
      const { validTo: _, ...then } = before.find(provider, model, past, asked) ?? {};
      expect(after.find(provider, model, past, asked) ?? {}).toMatchObject(then);
      const contract = before.find(provider, model, NOW, asked);
      if (contract?.standing === "contract") expect(after.find(provider, model, NOW, asked)).toEqual(contract);
    }),
  );
});

test("a changed price ends the open version where it begins, and shows who set that", () => {
  const [old, tiered] = [givenPrice(), givenPrice({ id: "2", serviceTier: "batch" })];
  const changed = onlyOf(diff([givenQuote({ cacheWrite1hPicoPerM: usd(2) })], [old, tiered]));
  expect(changed).toMatchObject({ kind: "changed", before: old, closes: [old], startsAt: NOW });
});

test("a version that begins later is in the way, and so is one that ends by itself", () => {
  const later = givenPrice({ id: "2", validFrom: NOW + 1, inputPicoPerM: usd(9) });
  const quote = givenQuote({ inputPicoPerM: usd(2) });
  expect(onlyOf(diff([quote], [givenPrice({ validTo: NOW + 1 }), later]))?.refusals[0]).toMatchObject({
    field: "valid_from",
  });
  expect(onlyOf(diff([quote], [givenPrice({ validTo: NOW + 1 })]))?.refusals[0]).toMatchObject({ field: "valid_from" });
  expect(onlyOf(diff([quote], [givenPrice({ validTo: NOW - 1 })]))?.kind).toBe("added");
});

test("of two rows about the same price the later is refused, unless the first is left out or they agree", () => {
  const [first, second] = [givenQuote({ row: "a" }), givenQuote({ row: "b", inputPicoPerM: usd(2) })];
  const refused = diff([first, second])[1];
  expect(refused).toMatchObject({ kind: "refused", refusals: [{ field: "model" }] });
  expect(refused?.refusals[0]?.message).toContain('"a"');
  expect(kindsOf(diff([first, second], [], { leftOut: new Set(["a"]) }))).toEqual([
    ["a", "added"],
    ["b", "added"],
  ]);
  expect(kindsOf(diff([first, { ...first, row: "b" }]))).toEqual([["a", "added"]]);
});

test("calendars that share hours are refused, in the list and against what is stored", () => {
  const hours = (from: number, to: number) => ({ zone: "UTC", weekdays: null, hours: [{ from, to }], holidays: null });
  const peak = givenPrice({ id: "7", calendar: hours(60, 240) });
  expect(onlyOf(diff([givenQuote({ calendar: hours(120, 300) })], [peak]))?.refusals).toMatchObject([
    { field: "calendar", message: expect.stringContaining("version 7") },
  ]);
  const rows = [givenQuote({ row: "a", calendar: hours(0, 60) }), givenQuote({ row: "b", calendar: hours(30, 90) })];
  expect(kindsOf(diff(rows))).toEqual([
    ["a", "added"],
    ["b", "refused"],
  ]);
});

test("a currency without a rate on the day it begins is refused", () => {
  expect(onlyOf(diff([givenQuote({ currency: "CNY" })]))).toMatchObject({
    kind: "refused",
    refusals: [{ field: "currency" }],
  });
});

test("nothing for anything is a placeholder until it is confirmed", () => {
  const free = givenQuote({ inputPicoPerM: 0n, outputPicoPerM: 0n });
  expect(onlyOf(diff([free], [givenPrice()]))?.kind).toBe("placeholder");
  expect(onlyOf(diff([free], [givenPrice()], { confirmed: new Set(["flash"]) }))?.kind).toBe("changed");
});

test("slips, outliers and what a user set by hand are questions", () => {
  const codesOf = (diffed: DiffedQuote[], row = "flash") =>
    diffed
      .find(({ quote }) => quote.row === row)
      ?.doubts.filter(({ mustConfirm }) => mustConfirm)
      .map(({ code }) => code);
  expect(codesOf(diff([givenQuote({ inputPicoPerM: usd(800), outputPicoPerM: usd(900) })]))).toEqual([
    "inputPicoPerM:above-700",
    "outputPicoPerM:above-700",
  ]);
  const sellers = [1, 1, 1, 30].map((input, place) =>
    givenQuote({ row: `r${place}`, provider: `p${place}`, inputPicoPerM: usd(input), outputPicoPerM: usd(40) }),
  );
  expect(sellers.map(({ row }) => codesOf(diff(sellers), row))).toEqual([[], [], [], ["inputPicoPerM:outlier"]]);
  const own = givenPrice({ createdBy: "finn@example.com", inputPicoPerM: usd(2), source: "by phone" });
  expect(codesOf(diff([givenQuote()], [own], { mayReplaceOwn: () => false }))).toEqual(["set-by-hand"]);
});

test("what a partial list leaves out: fees stay, and a part that was priced apart is a question", () => {
  const before = givenPrice({ cachedInputPicoPerM: usd(0.1), feePico: { searches: usd(0.01) } });
  expect(onlyOf(diff([givenQuote({ cachedInputPicoPerM: usd(0.1) })], [before], { isPartial: true }))?.kind).toBe(
    "unchanged",
  );
  const dropped = onlyOf(diff([givenQuote()], [before], { isPartial: true }));
  expect(dropped).toMatchObject({ kind: "changed", quote: { feePico: { searches: usd(0.01) } } });
  expect(dropped?.doubts.map(({ code }) => code)).toEqual(["cachedInputPicoPerM:dropped"]);
  const whole = onlyOf(diff([givenQuote()], [before]));
  expect(whole).toMatchObject({ quote: { feePico: {} }, doubts: [] });
});

test("a contract for the same use is shown, under whatever conditions it was agreed", () => {
  const contract = givenPrice({ id: "9", standing: "contract", inputPicoPerM: usd(0.5) });
  expect(
    diff([givenQuote(), givenQuote({ row: "b", serviceTier: "batch" })], [contract]).map((row) => row.contract),
  ).toEqual([contract, contract]);
});
