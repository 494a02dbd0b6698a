import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstantUs } from "../time/instant";
import { DAY_US } from "../time/units";
import type { Calendar } from "./calendar";
import { amountOfAttempt, costOfAttempt, formatUsd, parseUsd } from "./cost";
import { createExchangeRates, NO_RATES } from "./exchange-rates";
import { OPTIONAL_RATES, type Price } from "./price";
import { createPriceBook } from "./price-book";
import { SAMPLE_PRICE } from "./sample-price";
import { type TokenTotals, tokenUsageOf } from "./token-usage";
import { usagePartsOf } from "./usage-parts";

const usd = (text: string) => parseUsd(text) ?? 0n;
const given = (overrides: Partial<Price>): Price => ({ ...SAMPLE_PRICE, ...overrides });
const us = (text: string) => parseInstantUs(text) ?? Number.NaN;

type Sent = TokenTotals & Parameters<typeof usagePartsOf>[0] & { at?: string; tier?: string; region?: string };

function costOf(prices: Price[], sent: Sent, rates = NO_RATES) {
  const { usage } = tokenUsageOf(sent);
  const at = us(sent.at ?? "2026-11-02T12:00:00Z");
  const price = createPriceBook(prices).find(SAMPLE_PRICE.provider, SAMPLE_PRICE.model, at, {
    ...{ serviceTier: sent.tier ?? null, region: sent.region ?? null },
    ...{ inputTokens: sent.inputTokens ?? null, outputTokens: sent.outputTokens ?? null },
  });
  return costOfAttempt({
    ...{ price, at, rates, usage, parts: usagePartsOf(sent) },
    ...{ outcome: "ok", usageSource: "reported" },
  });
}
const usdOf = (...asked: Parameters<typeof costOf>) => {
  const { picoUsd } = costOf(...asked);
  return picoUsd === null ? null : formatUsd(picoUsd);
};

const MILLION_EACH = { inputTokens: 1_000_000, outputTokens: 1_000_000 };
const SHANGHAI_NIGHT: Calendar = {
  zone: "Asia/Shanghai",
  weekdays: [1, 2, 3, 4, 5],
  hours: [{ from: 75, to: 255 }],
  holidays: { list: "cn-public-holidays", applies: "outside" },
};

// DeepSeek's dollar list of 27 October 2026 for V4 Flash: 0.15 / 0.60, cached 0.003, twice that in peak hours.
const FLASH = given({
  id: "1",
  inputPicoPerM: usd("0.15"),
  cachedInputPicoPerM: usd("0.003"),
  outputPicoPerM: usd("0.6"),
});
const FLASH_PEAK = (calendar: Calendar) =>
  given({
    id: "2",
    inputPicoPerM: usd("0.3"),
    cachedInputPicoPerM: usd("0.006"),
    outputPicoPerM: usd("1.2"),
    calendar,
  });

test("a price that doubles from 01:15 to 04:15 on working days in Shanghai does so by the minute, through a holiday", () => {
  const prices = [FLASH, FLASH_PEAK(SHANGHAI_NIGHT)];
  const at = (instant: string) => usdOf(prices, { ...MILLION_EACH, at: instant });
  // Friday 9 October in Shanghai begins on Thursday at 16:00 in UTC.
  const friday = [
    "2026-10-08T17:14:59.999999Z",
    "2026-10-08T17:15:00Z",
    "2026-10-08T20:14:59.999999Z",
    "2026-10-08T20:15:00Z",
  ];
  expect(friday.map(at)).toEqual(["0.75", "1.5", "1.5", "0.75"]);
  // Saturday the 10th is worked instead of a holiday, and a Saturday all the same; Sunday; Monday.
  expect(["2026-10-09T18:00:00Z", "2026-10-10T18:00:00Z", "2026-10-11T18:00:00Z"].map(at)).toEqual([
    "0.75",
    "0.75",
    "1.5",
  ]);
  // 1 to 7 October are the National Day holiday: the nights of Thursday the 1st and Wednesday the 7th, then the 8th.
  expect(["2026-09-30T18:00:00Z", "2026-10-06T18:00:00Z", "2026-10-07T18:00:00Z"].map(at)).toEqual([
    "0.75",
    "0.75",
    "1.5",
  ]);
});

test("without published holidays a working day is charged as one, and marked as an estimate", () => {
  const prices = [FLASH, FLASH_PEAK(SHANGHAI_NIGHT)];
  expect(costOf(prices, { ...MILLION_EACH, at: "2027-10-05T18:00:00Z" })).toEqual({
    picoUsd: usd("1.5"),
    estimated: true,
  });
  expect(costOf(prices, { ...MILLION_EACH, at: "2027-10-05T12:00:00Z" })).toEqual({
    picoUsd: usd("0.75"),
    estimated: false,
  });
});

test("what was written to a cache for an hour costs more than for five minutes", () => {
  // Claude Sonnet 4.5 (Anthropic's list): 3 / 15, read 0.30, written for 5 minutes 3.75, for an hour 6.
  const sonnet = given({
    ...{ inputPicoPerM: usd("3"), outputPicoPerM: usd("15"), cachedInputPicoPerM: usd("0.3") },
    ...{ cacheWritePicoPerM: usd("3.75"), cacheWrite1hPicoPerM: usd("6") },
  });
  const sent = { inputTokens: 10_000, cachedInputTokens: 6_000, cacheWriteTokens: 3_000, outputTokens: 500 };
  // 1,000 × 3 + 6,000 × 0.3 + 2,000 × 3.75 + 1,000 × 6 + 500 × 15 = 25,800 per million.
  expect(usdOf([sonnet], { ...sent, cacheWrite1hTokens: 1_000 })).toBe("0.0258");
  expect(usdOf([sonnet], sent)).toBe("0.02355");
  const unpriced = { ...sonnet, cacheWrite1hPicoPerM: null };
  expect(costOf([unpriced], { ...sent, cacheWrite1hTokens: 1_000 })).toEqual({
    picoUsd: usd("0.02355"),
    estimated: true,
  });
});

test("audio is charged as audio", () => {
  // gpt-audio-mini (OpenAI's list): text 0.60 / 2.40, audio 10 / 20. A real call: 15 text in, 13 text and 34 audio out.
  const mini = given({
    ...{ inputPicoPerM: usd("0.6"), outputPicoPerM: usd("2.4") },
    ...{ audioInputPicoPerM: usd("10"), audioOutputPicoPerM: usd("20") },
  });
  const sent = { inputTokens: 15, outputTokens: 47, audioOutputTokens: 34 };
  // 15 × 0.6 + 13 × 2.4 + 34 × 20 = 720.2 per million; as text it would be 121.8.
  expect(costOf([mini], sent)).toEqual({ picoUsd: usd("0.0007202"), estimated: false });
  expect(usdOf([{ ...mini, audioOutputPicoPerM: null }], sent)).toBeNull();
  // 100 in, of it 40 audio of which nobody says how much of the 30 cached it is: 40 × 10 + 30 × 0.6 + 30 × 0.6.
  expect(costOf([mini], { inputTokens: 100, cachedInputTokens: 30, audioInputTokens: 40, outputTokens: 0 })).toEqual({
    picoUsd: usd("0.000436"),
    estimated: true,
  });
});

test("the tier that served is charged, not the one asked for", () => {
  // GPT-4o (OpenAI's list): 2.50 / 10, priority 4.25 / 17, batch 1.25 / 5.
  const tier = (id: string, serviceTier: string | null, input: string, output: string) =>
    given({ id, serviceTier, inputPicoPerM: usd(input), outputPicoPerM: usd(output) });
  const prices = [tier("1", null, "2.5", "10"), tier("2", "priority", "4.25", "17"), tier("3", "batch", "1.25", "5")];
  const served = ["priority", "default", "batch"].map((name) => usdOf(prices, { ...MILLION_EACH, tier: name }));
  expect(served).toEqual(["21.25", "12.5", "6.25"]);
});

test("a band of the whole request reprices all of it, a graduated one only what lies above", () => {
  // Above 272,000 input tokens OpenAI charges input twice and output one and a half times (2 / 10 here).
  const base = given({ id: "1", inputPicoPerM: usd("2"), outputPicoPerM: usd("10") });
  const long = given({ id: "2", inputPicoPerM: usd("4"), outputPicoPerM: usd("15"), contextAboveTokens: 272_000 });
  const sent = (inputTokens: number) => ({ inputTokens, outputTokens: 1_000 });
  expect([272_000, 272_001].map((tokens) => usdOf([base, long], sent(tokens)))).toEqual(["0.554", "1.103004"]);

  const step = {
    aboveTokens: 272_000,
    inputPicoPerM: usd("4"),
    cachedInputPicoPerM: usd("0.4"),
    cacheWritePicoPerM: null,
  };
  const graduated = { ...base, cachedInputPicoPerM: usd("0.2"), steps: [step] };
  // 272,000 × 2 + 28,000 × 4 + 1,000 × 10 = 666,000 per million.
  expect([272_001, 300_000].map((tokens) => usdOf([graduated], sent(tokens)))).toEqual(["0.554004", "0.666"]);
  // 280,000 cached ones come first: 272,000 × 0.2 + 8,000 × 0.4 + 20,000 × 4 + 1,000 × 10 = 147,600 per million.
  expect(usdOf([graduated], { ...sent(300_000), cachedInputTokens: 280_000 })).toBe("0.1476");
});

test("fees are charged for each unit and call, exactly for parts of a unit too", () => {
  // Sonar (Perplexity's list): 1 / 1 and 12 for a thousand calls; web search 10 for a thousand.
  const sonar = given({
    inputPicoPerM: usd("1"),
    outputPicoPerM: usd("1"),
    feePico: { attempts: usd("0.012"), searches: usd("0.01") },
  });
  expect(usdOf([sonar], { inputTokens: 1_000, outputTokens: 500, units: { searches: 3 } })).toBe("0.0435");
  // Whisper (OpenAI's list): 0.006 a minute, which is 0.0001 a second, and no tokens.
  const whisper = given({ inputPicoPerM: 0n, outputPicoPerM: 0n, feePico: { seconds: usd("0.0001") } });
  expect(costOf([whisper], { units: { seconds: 12.345 } })).toEqual({ picoUsd: usd("0.0012345"), estimated: false });
  expect(usdOf([whisper], { inputTokens: 5, outputTokens: 5 })).toBeNull();
  expect(costOf([sonar], { inputTokens: 0, outputTokens: 0, units: { images: 1 } }).estimated).toBe(true);
});

test("a cache is stored by the token and hour, parts of an hour exactly, beside the tokens of the call", () => {
  // Gemini 2.5 Pro (Google's list): 1.25 in, 0.125 cached, 10 out; storage 4.50 for a million token-hours, 0.0000045 for one.
  const pro = given({
    ...{ inputPicoPerM: usd("1.25"), cachedInputPicoPerM: usd("0.125"), outputPicoPerM: usd("10") },
    feePico: { cache_token_hours: usd("0.0000045") },
  });
  // 200,000 tokens written and stored for 90 minutes: 0.2 × 1.25 + 300,000 × 0.0000045 = 0.25 + 1.35.
  const written = { inputTokens: 200_000, outputTokens: 0, units: { cache_token_hours: 300_000 } };
  expect(costOf([pro], written)).toEqual({ picoUsd: usd("1.6"), estimated: false });
  // 32,768 tokens for ten minutes are 5,461.3333 token-hours.
  const short = { inputTokens: 0, outputTokens: 0, units: { cache_token_hours: 5_461.3333 } };
  expect(usdOf([pro], short)).toBe("0.02457599985");
  // A list without an amount for it leaves it out, and says so.
  expect(costOf([given({ inputPicoPerM: usd("1.25") })], written)).toEqual({ picoUsd: usd("0.25"), estimated: true });
});

test("a region's price is for that region, by its whole name or its beginning", () => {
  // Amazon Bedrock's regional endpoints: 10 % more.
  const global = given({ id: "1", inputPicoPerM: usd("3") });
  const eu = given({ id: "2", inputPicoPerM: usd("3.3"), region: "eu-*" });
  const sent = (region: string) => ({ inputTokens: 1_000_000, outputTokens: 0, region });
  expect(["eu-central-1", "us-east-1", "global"].map((region) => usdOf([global, eu], sent(region)))).toEqual([
    "3.3",
    "3",
    "3",
  ]);
});

test("a contract wins over any list, however special", () => {
  const list = given({ id: "1", inputPicoPerM: usd("3"), serviceTier: "priority" });
  const contract = given({ id: "2", inputPicoPerM: usd("2"), standing: "contract" });
  expect(usdOf([list, contract], { inputTokens: 1_000_000, outputTokens: 0, tier: "priority" })).toBe("2");
});

test("a yuan list is converted at the rate of the UTC day, and a day without one has no cost", () => {
  // DeepSeek's yuan list: V4 Flash 1 / 4 off-peak.
  const yuan = given({ currency: "CNY", inputPicoPerM: usd("1"), outputPicoPerM: usd("4") });
  const day = us("2026-11-02T00:00:00Z") / DAY_US;
  const rates = createExchangeRates([
    { currency: "CNY", day, picoPerUsd: usd("7.0789") },
    { currency: "CNY", day: day + 1, picoPerUsd: usd("7.1") },
  ]);
  const at = (instant: string) => usdOf([yuan], { ...MILLION_EACH, at: instant }, rates);
  // 5 / 7.0789 = 0.706324428936…, 5 / 7.1 = 0.704225352112…
  expect(["2026-11-02T23:59:59Z", "2026-11-03T00:00:00Z"].map(at)).toEqual(["0.706324428937", "0.704225352113"]);
  expect(["2026-11-01T23:59:59Z", "2026-11-04T00:00:00Z"].map(at)).toEqual([null, null]);
  const { usage } = tokenUsageOf(MILLION_EACH);
  const amount = amountOfAttempt(yuan, { outcome: "ok", usage, usageSource: "reported", parts: usagePartsOf({}) });
  expect(amount).toBe(usd("5"));
});

const tokens = fc.integer({ min: 0, max: 2_000_000 });
const rate = fc.bigInt({ min: 0n, max: 10n ** 14n });
const anyPrice = fc
  .record({ input: rate, output: rate, others: fc.array(fc.option(rate), { minLength: 10, maxLength: 10 }), fee: rate })
  .map(({ input, output, others, fee }) => {
    const optional = Object.fromEntries(OPTIONAL_RATES.map((name, place) => [name, others[place] ?? null]));
    return given({ ...optional, inputPicoPerM: input, outputPicoPerM: output, feePico: { searches: fee } });
  });
const anyUse = fc.record({
  ...{ inputTokens: tokens, cachedInputTokens: tokens, cacheWriteTokens: tokens, cacheWrite1hTokens: tokens },
  ...{ outputTokens: tokens, reasoningTokens: tokens, audioInputTokens: tokens, imageInputTokens: tokens },
});

test("a cache that is cheaper never makes a call cost more than without it", () => {
  fc.assert(
    fc.property(anyPrice, anyUse, (drawn, sent) => {
      const lower = (pico: bigint | null) => (pico === null || pico < drawn.inputPicoPerM ? pico : drawn.inputPicoPerM);
      const price = {
        ...drawn,
        cachedInputPicoPerM: lower(drawn.cachedInputPicoPerM),
        cacheWritePicoPerM: lower(drawn.cacheWritePicoPerM),
        cacheWrite1hPicoPerM: lower(drawn.cacheWrite1hPicoPerM),
      };
      const cache = { cachedInputTokens: sent.cachedInputTokens, cacheWriteTokens: sent.cacheWriteTokens };
      const inputTokens = sent.inputTokens + cache.cachedInputTokens + cache.cacheWriteTokens;
      const text = { inputTokens, outputTokens: sent.outputTokens, cacheWrite1hTokens: sent.cacheWrite1hTokens };
      const cached = costOf([price], { ...text, ...cache }).picoUsd ?? 0n;
      expect(cached).toBeLessThanOrEqual(costOf([price], { ...text, cacheWrite1hTokens: 0 }).picoUsd ?? 0n);
    }),
  );
});

test("steps that change nothing, and a currency at par, cost to the pico what the plain price does", () => {
  fc.assert(
    fc.property(anyPrice, anyUse, fc.integer({ min: 1, max: 3_000_000 }), (price, sent, aboveTokens) => {
      const same = { aboveTokens, inputPicoPerM: price.inputPicoPerM, cachedInputPicoPerM: price.cachedInputPicoPerM };
      const plain = { ...price, cacheWrite1hPicoPerM: null, feePico: {}, audioInputPicoPerM: price.inputPicoPerM };
      const cost = costOf([plain], sent);
      const stepped = { ...plain, steps: [{ ...same, cacheWritePicoPerM: price.cacheWritePicoPerM }] };
      expect(costOf([stepped], sent)).toEqual(cost);
      const par = { picoPerUsd: () => usd("1") };
      expect(costOf([{ ...plain, currency: "CNY" }], sent, par)).toEqual(cost);
    }),
  );
});
