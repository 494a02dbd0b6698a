import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/error";
import type { BookPrice } from "@/lib/domain/price-import/quote";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { OPTIONAL_RATES } from "@/lib/domain/pricing/price";
import { recordOf } from "@/lib/domain/record-of";
import { readPriceCsv } from "./read-price-csv";
import { writePriceCsv } from "./write-price-csv";

const HEADER = "provider,model,currency,unit,input,output,calendar,context_above_tokens,valid_from";
const read = (...lines: string[]) => readPriceCsv([HEADER, ...lines].join("\n"));
const refusalOf = (line: string) => {
  const [refused] = read(line).refused;
  return refused && [refused.row, refused.field, refused.message];
};

const amount = fc.bigInt({ min: 0n, max: 999_999n * 10n ** 12n });
const optionalRates = recordOf(OPTIONAL_RATES, (): fc.Arbitrary<bigint | null> => fc.option(amount));
const fees = recordOf(FEE_UNITS, () => amount);
const name = fc.stringMatching(/^[@=a-z][a-z0-9./:"; -]{0,20}[a-z0-9]$/);
const calendar = fc.constantFrom(null, {
  ...{
    zone: "Asia/Shanghai",
    weekdays: [1, 2, 5],
    hours: [
      { from: 540, to: 720 },
      { from: 1_380, to: 60 },
    ],
  },
  holidays: { list: "cn-public-holidays", applies: "outside" } as const,
});
const price: fc.Arbitrary<BookPrice> = fc.record({
  ...{ id: fc.constant("1"), createdBy: fc.constant(null), reason: fc.constant(null) },
  ...{ provider: fc.constantFrom("deepseek", "novita"), model: name, source: name, sourceNote: fc.option(name) },
  standing: fc.constantFrom("list", "contract"),
  serviceTier: fc.constantFrom(null, "batch"),
  region: fc.constantFrom(null, "eu-*"),
  contextAboveTokens: fc.nat(1_000_000),
  outputAboveTokens: fc.nat(1_000_000),
  calendar,
  validFrom: fc.constantFrom(0, 1_700_000_000_123_456),
  validTo: fc.constantFrom(null, 1_900_000_000_000_000),
  currency: fc.constantFrom("USD", "CNY"),
  inputPicoPerM: amount,
  ...optionalRates,
  steps: fc.constantFrom(
    [],
    [{ aboveTokens: 9, inputPicoPerM: 5n, cachedInputPicoPerM: null, cacheWritePicoPerM: 7n }],
  ),
  feePico: fc.record(fees, { requiredKeys: [] }),
  leavesOutFees: fc.boolean(),
});

test("what is exported reads back as the same prices, to the last digit", () => {
  fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 4 }), (prices) => {
      const { quotes, refused } = readPriceCsv(writePriceCsv(prices));
      expect(refused).toEqual([]);
      expect(quotes.map(({ row: _, notImported: __, ...terms }) => terms)).toEqual(
        prices.map(({ id: _, createdBy: __, reason: ___, ...terms }) => terms),
      );
    }),
  );
});

test("amounts are of the unit that their row says, without an error of floats", () => {
  const { quotes } = read("House,tiny,USD,token,3.625e-9,0.00000087,,,", "House,tiny2,cny,1K tokens,0.001,,,,");
  expect(quotes).toMatchObject([
    {
      row: "line 2",
      provider: "house",
      inputPicoPerM: 3_625_000_000n,
      outputPicoPerM: 870_000_000_000n,
      validFrom: null,
    },
    { currency: "CNY", inputPicoPerM: 10n ** 12n, outputPicoPerM: null },
  ]);
});

test.each([
  ["house,tiny,USD,,1,2", "unit", "Is missing: must be token, 1K tokens, 1M tokens"],
  ["house,tiny,USD,per million,1,2", "unit", '"per million" is unknown: must be token, 1K tokens, 1M tokens'],
  ["house,tiny,XXQ,1M tokens,1,2", "currency", "Must be a code of ISO 4217, such as USD or CNY"],
  ["house,tiny,,1M tokens,1,2", "currency", "Must be a code of ISO 4217, such as USD or CNY"],
  ["house,tiny,USD,1M tokens,-1,2", "input", "Must not be negative"],
  ["house,tiny,USD,1M tokens,one,2", "input", "Must be a decimal from 0 to 999,999"],
  ['house,tiny,USD,1M tokens,"1,5",2', "input", "Must be a decimal from 0 to 999,999"],
  ["house,tiny,USD,1M tokens,,2", "input", "Is missing"],
  ["house,,USD,1M tokens,1,2", "model", "Must not be empty"],
  ["house,tiny,USD,1M tokens,1,2,workdays", "calendar", "Must be JSON, as the exported file has it"],
  [
    'house,tiny,USD,1M tokens,1,2,"{""zone"":""Mars/Base""}"',
    "calendar",
    "zone: Must be an IANA time zone, such as Asia/Shanghai",
  ],
  ["house,tiny,USD,1M tokens,1,2,,many", "context_above_tokens", "Must be a whole number of tokens"],
  [
    "house,tiny,USD,1M tokens,1,2,,,yesterday",
    "valid_from",
    "Must be an RFC 3339 time with a zone, such as 2026-03-01T12:00:00Z",
  ],
])("%s is refused by line and column", (line, field, message) => {
  const short = HEADER.split(",").length - line.replaceAll(/"[^"]*(""[^"]*)*"/g, "").split(",").length;
  expect(refusalOf(line + ",".repeat(short))).toEqual(["line 2", field, message]);
});

test.each([
  ["provider,model,currency,input,output\nhouse,tiny,USD,1,2", ["unit"]],
  [`${HEADER},price\n`, ["price"]],
  ["hello", ["currency", "hello", "input", "model", "output", "provider", "unit"]],
  [`${HEADER}\nhouse,"tiny`, ["text"]],
  [`${HEADER}\nhouse,tiny\n`, ["text"]],
])("%j is no price file", (text, fields) => {
  try {
    readPriceCsv(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(Object.keys((error instanceof AppError && error.fields) || {}).sort()).toEqual(fields);
  }
});
