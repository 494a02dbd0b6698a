import fc from "fast-check";
import { expect, test } from "vitest";
import { OUTCOMES } from "../outcome";
import { BILLING_RULES, blendedUsdPerM, costOfAttempt, effectiveUsdPerMOutput, formatUsd, parseUsd } from "./cost";
import { divideHalfEven } from "./divide-half-even";
import { NO_RATES } from "./exchange-rates";
import type { Price } from "./price";
import { SAMPLE_PRICE } from "./sample-price";
import { tokenUsageOf } from "./token-usage";
import { NO_PARTS, usagePartsOf } from "./usage-parts";

const usd = (text: string) => parseUsd(text) ?? 0n;

function givenPrice(overrides: Partial<Price> = {}): Price {
  return {
    ...SAMPLE_PRICE,
    id: "p",
    inputPicoPerM: usd("0.28"),
    cachedInputPicoPerM: usd("0.028"),
    outputPicoPerM: usd("0.42"),
    ...overrides,
  };
}

const usage = { uncachedInput: 700, cachedInput: 200, cacheWrite: 100, output: 50, reasoning: 20 };
const ok = { outcome: "ok", usage, usageSource: "reported", parts: NO_PARTS, at: 0, rates: NO_RATES } as const;

test("decimals, exponents and JS numbers read exactly", () => {
  const readings: [string | number, bigint | null][] = [
    ["0", 0n],
    ["1", 10n ** 12n],
    ["-0.5", -5n * 10n ** 11n],
    [".5", 5n * 10n ** 11n],
    ["5.", 5n * 10n ** 12n],
    ["2.8e-7", 280_000n],
    [2.8e-7, 280_000n],
    [0.1, 10n ** 11n],
    ["1E+3", 10n ** 15n],
    ["0.0000000000005", 0n],
    ["0.0000000000015", 2n],
    ["0.0000000000025", 2n],
    ["0.00000000000250000001", 3n],
    [1e-20, 0n],
  ];
  for (const [text, pico] of readings) expect([text, parseUsd(text)]).toEqual([text, pico]);
});

test("anything but a plain number is refused", () => {
  const garbage = [
    "",
    ".",
    "-",
    "e5",
    "1e",
    " 1",
    "1 ",
    "+1",
    "$1",
    "1,000",
    "0x10",
    "1e999",
    "NaN",
    "1_0",
    "٣",
    "1".repeat(99),
  ];
  for (const text of garbage) expect([text, parseUsd(text)]).toEqual([text, null]);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) expect(parseUsd(value)).toBeNull();
});

test("formatted sums read back to the same pico and carry no exponent or trailing zero", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (pico) => {
      const text = formatUsd(pico);
      expect(parseUsd(text)).toBe(pico);
      expect(text).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
    }),
  );
  expect([formatUsd(0n), formatUsd(280_000n), formatUsd(-(10n ** 12n))]).toEqual(["0", "0.00000028", "-1"]);
});

test("any JS number from a price list survives by its shortest text", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 12 }), (digits, decimals) => {
      const value = Number(`${digits}e-${decimals}`);
      expect(parseUsd(value)).toBe(BigInt(digits) * 10n ** BigInt(12 - decimals));
    }),
  );
});

/** The same sum by text and big integers alone. */
function picoByBigInt(text: string): bigint | null {
  const match = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (!match || `${match[2]}${match[3]}` === "") return null;
  const [, sign, whole = "", part = "", exponent = "0"] = match;
  if (Math.abs(Number(exponent)) > 40) return null;
  const shift = BigInt(12 + Number(exponent) - part.length);
  const digits = BigInt(whole + part);
  const pico = shift >= 0n ? digits * 10n ** shift : divideHalfEven(digits, 10n ** -shift);
  return sign === "-" ? -pico : pico;
}

test("sums are read the same whether they fit a number or not", () => {
  const digits = fc.array(fc.constantFrom(..."0123456789"), { maxLength: 18 }).map((all) => all.join(""));
  const exponent = fc.constantFrom("", "", "", "e3", "E-7", "e+12", "e-20");
  const text = fc.tuple(fc.constantFrom("", "", "-"), digits, fc.constantFrom("", "."), digits, exponent);
  fc.assert(
    fc.property(text, ([sign, whole, point, part, power]) => {
      const sum = `${sign}${whole}${point}${part}${power}`;
      expect([sum, parseUsd(sum)]).toEqual([sum, picoByBigInt(sum)]);
    }),
    { numRuns: 5_000 },
  );
  const number = fc.oneof(
    fc.double({ min: 0, max: 1e4 }),
    fc.double({ min: -1e-3, max: 1e-3 }),
    fc.maxSafeInteger().map((pico) => pico / 1e12),
    fc.maxSafeInteger().map((pico) => pico / 1e15),
  );
  fc.assert(
    fc.property(number, (sum) => {
      expect([sum, parseUsd(sum)]).toEqual([sum, picoByBigInt(String(sum))]);
    }),
    { numRuns: 5_000 },
  );
});

test("halves round to even, on both sides of zero", () => {
  const halves: [bigint, bigint][] = [
    [1n, 0n],
    [3n, 2n],
    [5n, 2n],
    [7n, 4n],
    [-1n, 0n],
    [-3n, -2n],
  ];
  for (const [top, whole] of halves) expect(divideHalfEven(top, 2n)).toBe(whole);
  expect(divideHalfEven(5n, -2n)).toBe(-2n);
});

test("every bucket is charged at its own price, and at the input price where it has none", () => {
  // 800 × 0.28 + 200 × 0.028 + 50 × 0.42, per million.
  expect(costOfAttempt({ ...ok, price: givenPrice() })).toEqual({ picoUsd: usd("0.0002506"), estimated: false });
  const split = givenPrice({
    cachedInputPicoPerM: null,
    cacheWritePicoPerM: usd("1"),
    reasoningPicoPerM: usd("2"),
  });
  // 900 × 0.28 + 100 × 1 + 30 × 0.42 + 20 × 2.
  expect(costOfAttempt({ ...ok, price: split }).picoUsd).toBe(usd("0.0004046"));
});

test("a failure costs nothing, a timeout or cancellation its input as an estimate", () => {
  const price = givenPrice();
  for (const outcome of OUTCOMES) {
    const cost = costOfAttempt({ ...ok, price, outcome });
    if (BILLING_RULES[outcome] === "nothing") expect(cost).toEqual({ picoUsd: 0n, estimated: false });
    if (BILLING_RULES[outcome] === "input") expect(cost).toEqual({ picoUsd: usd("0.0002296"), estimated: true });
  }
  expect(OUTCOMES.map((outcome) => BILLING_RULES[outcome])).toEqual([
    "usage",
    "nothing",
    "nothing",
    "input",
    "nothing",
    "input",
    "nothing",
  ]);
});

test("without a price every cost is unknown, never 0", () => {
  for (const outcome of OUTCOMES) expect(costOfAttempt({ ...ok, price: null, outcome }).picoUsd).toBeNull();
});

test("without usage only what is free is known", () => {
  const price = givenPrice();
  const costs = OUTCOMES.map(
    (outcome) =>
      costOfAttempt({ price, outcome, usage: null, usageSource: "missing", parts: NO_PARTS, at: 0, rates: NO_RATES })
        .picoUsd,
  );
  expect(costs).toEqual([null, 0n, 0n, null, 0n, null, 0n]);
});

test("estimated usage makes an estimated cost", () => {
  expect(costOfAttempt({ ...ok, price: givenPrice(), usageSource: "estimated" }).estimated).toBe(true);
});

test("a price without output is one for what has none, and says nothing of output all the same", () => {
  const price = givenPrice({ outputPicoPerM: null });
  const embedded = { uncachedInput: 1_000_000, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };

  expect(costOfAttempt({ ...ok, price, usage: embedded })).toEqual({ picoUsd: usd("0.28"), estimated: false });
  expect(costOfAttempt({ ...ok, price, usage: { ...embedded, output: 1 } }).picoUsd).toBeNull();
  const cut = costOfAttempt({ ...ok, price, usage: { ...embedded, output: 1 }, outcome: "timeout" });
  expect(cut).toEqual({ picoUsd: usd("0.28"), estimated: true });
});

test("images and fees that the price has no figure for make the cost an estimate of the same text", () => {
  const certain = costOfAttempt({ ...ok, price: givenPrice() });

  const parts = usagePartsOf({ units: { searches: 1 } });
  expect(costOfAttempt({ ...ok, price: givenPrice(), parts })).toEqual({
    ...certain,
    estimated: true,
  });
  expect(costOfAttempt({ ...ok, price: givenPrice({ leavesOutFees: true }) })).toEqual({ ...certain, estimated: true });
  const refused = costOfAttempt({ ...ok, price: givenPrice(), parts, outcome: "rate_limited" });
  expect(refused).toEqual({ picoUsd: 0n, estimated: false });
});

test("audio that the price has no figure for has no price, where it is charged at all", () => {
  const price = givenPrice();
  const received = usagePartsOf({ audioInputTokens: 10 });
  const spoken = usagePartsOf({ audioOutputTokens: 10 });

  for (const parts of [received, spoken]) expect(costOfAttempt({ ...ok, price, parts }).picoUsd).toBeNull();
  expect(costOfAttempt({ ...ok, price, parts: received, outcome: "timeout" }).picoUsd).toBeNull();
  expect(costOfAttempt({ ...ok, price, parts: spoken, outcome: "timeout" }).picoUsd).not.toBeNull();
  expect(costOfAttempt({ ...ok, price, parts: received, outcome: "rate_limited" }).picoUsd).toBe(0n);
});

test("numbers and big integers agree to the pico, however odd the price", () => {
  const tokens = fc.integer({ min: 0, max: 2_000_000_000 });
  const rate = fc.oneof(
    fc.bigInt({ min: 0n, max: 10n ** 15n }),
    fc.bigInt({ min: 0n, max: 10n ** 9n }).map((n) => n * 1_000_000n),
  );
  fc.assert(
    fc.property(fc.tuple(tokens, tokens, tokens, tokens), fc.tuple(rate, rate, rate), ([a, b, c, d], [x, y, z]) => {
      const price = givenPrice({ inputPicoPerM: x, cachedInputPicoPerM: y, outputPicoPerM: z });
      const sum = BigInt(a) * x + BigInt(b) * y + BigInt(c) * x + BigInt(d) * z;
      const cost = costOfAttempt({
        ...ok,
        price,
        usage: { uncachedInput: a, cachedInput: b, cacheWrite: c, output: d, reasoning: 0 },
      });
      expect(cost.picoUsd).toBe(divideHalfEven(sum, 1_000_000n));
    }),
  );
});

test("spend per million tokens is null where there is none to divide by", () => {
  expect(effectiveUsdPerMOutput(usd("3"), 1_500_000)).toBe(usd("2"));
  expect(blendedUsdPerM(usd("1"), 3_000_000n)).toBe(333_333_333_333n);
  expect([effectiveUsdPerMOutput(usd("3"), 0), effectiveUsdPerMOutput(null, 5), blendedUsdPerM(0n, null)]).toEqual([
    null,
    null,
    null,
  ]);
});

test("buckets are disjoint and add up to the totals sent", () => {
  const whole = tokenUsageOf({
    inputTokens: 1_000,
    cachedInputTokens: 200,
    cacheWriteTokens: 100,
    outputTokens: 50,
    reasoningTokens: 20,
  });
  expect(whole).toEqual({ usage, flagged: false });
  expect(tokenUsageOf({ cachedInputTokens: 5 })).toEqual({ usage: null, flagged: false });
  expect(tokenUsageOf({ outputTokens: 0 }).usage).toEqual({
    uncachedInput: 0,
    cachedInput: 0,
    cacheWrite: 0,
    output: 0,
    reasoning: 0,
  });
});

test("parts larger than their whole are kept and flagged", () => {
  expect(tokenUsageOf({ inputTokens: 10, cachedInputTokens: 8, cacheWriteTokens: 3 })).toMatchObject({
    usage: { uncachedInput: 0, cachedInput: 8, cacheWrite: 3 },
    flagged: true,
  });
  expect(tokenUsageOf({ outputTokens: 1, reasoningTokens: 2 }).flagged).toBe(true);
});

test("what was served in a tier that the list has no price of is estimated at the ordinary one", () => {
  const estimated = (serviceTier: string | null, price: Partial<Price> = {}) =>
    costOfAttempt({ ...ok, serviceTier, price: givenPrice(price) }).estimated;
  expect(["flex", "batch", "Priority"].map((tier) => estimated(tier))).toEqual([true, true, true]);
  expect([null, "default", "standard", "AUTO"].map((tier) => estimated(tier))).toEqual([false, false, false, false]);
  expect([estimated("flex", { serviceTier: "flex" }), estimated("flex", { standing: "contract" })]).toEqual([
    ...[false, false],
  ]);
});
