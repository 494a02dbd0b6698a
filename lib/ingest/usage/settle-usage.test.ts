import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Counts, NO_COUNTS } from "./counts";
import { BESIDE, GEMINI, INSIDE, type Meaning } from "./meaning";
import { settleUsage } from "./settle-usage";

const OPEN: Meaning = { ...INSIDE, cache: "open" };
const SUM: Meaning = { ...BESIDE, total: "sum" };
const settle = (counts: Partial<Counts>, meaning: Meaning) => settleUsage({ ...NO_COUNTS, ...counts }, meaning);

/** One call of 3,100 in, 1,000 of them read and 100 written, and 350 out, 300 of them reasoned. */
const PARTS = { cachedInput: 1000, cacheWrite: 100, reasoning: 300 };
const RIGHT = {
  input_tokens: 3100,
  cached_input_tokens: 1000,
  cache_write_tokens: 100,
  output_tokens: 350,
  reasoning_tokens: 300,
};

describe("a total decides, whatever the source is known to mean", () => {
  test.each<[string, Partial<Counts>]>([
    ["all inside", { input: 3100, output: 350, total: 3450 }],
    ["the cache beside", { input: 2000, output: 350, total: 3450 }],
    ["what was read beside, what was written inside", { input: 2100, output: 350, total: 3450 }],
    ["what was written beside, what was read inside", { input: 3000, output: 350, total: 3450 }],
    ["the reasoning beside", { input: 3100, output: 50, total: 3450 }],
    ["both beside", { input: 2000, output: 50, total: 3450 }],
    ["the reasoning counted twice", { input: 3100, output: 650, total: 3450 }],
  ])("%s", (_, counts) => {
    for (const meaning of [INSIDE, BESIDE, GEMINI, OPEN]) {
      expect(settle({ ...PARTS, ...counts }, meaning)).toEqual({ tokens: RIGHT });
    }
  });

  test("but not one that its source added up itself", () => {
    const counts = { cachedInput: 1000, cacheWrite: 100, input: 2000, output: 50, total: 2050 };
    expect(settle(counts, SUM).tokens).toMatchObject({ input_tokens: 3100 });
    expect(settle({ ...counts, total: 3150 }, SUM).tokens).toMatchObject({ input_tokens: 3100 });
    expect(settle(counts, BESIDE).tokens).toMatchObject({ input_tokens: 2000 });
  });

  test("also of modalities that are keys of their own", () => {
    const free: Meaning = { ...OPEN, mayLeaveOutModalities: true };
    const counts = {
      input: 76,
      cachedInput: 1024,
      audioInput: 100,
      output: 12,
      reasoning: 30,
      audioOutput: 8,
      total: 1250,
    };
    expect(settle(counts, free)).toEqual({
      tokens: expect.objectContaining({ input_tokens: 1200, output_tokens: 50, audio_input_tokens: 100 }),
    });
  });

  test("of Gemini, whose tools put into the prompt what only the total has", () => {
    const counts = { input: 1000, output: 300, reasoning: 200, total: 21_300 };
    const inside = { ...INSIDE, countsToolInput: true };
    expect(settle(counts, inside)).toEqual({
      tokens: expect.objectContaining({ input_tokens: 21_000, output_tokens: 300 }),
    });
    expect(settle(counts, GEMINI)).toEqual({
      tokens: expect.objectContaining({ input_tokens: 20_800, output_tokens: 500 }),
    });
    expect(settle(counts, INSIDE).tokens).toMatchObject({ input_tokens: 1000 });
    const unreported = { ...counts, reasoning: null };
    expect(settle(unreported, inside)).toMatchObject({ ambiguous: { input_tokens: 1000, output_tokens: 20_300 } });
    expect(settle(unreported, { ...inside, hidesReasoning: true })).toMatchObject({
      tokens: { input_tokens: 1000, output_tokens: 20_300 },
      ambiguous: { input_tokens: 21_000, output_tokens: 300 },
    });
  });
});

describe("without a total", () => {
  test("an uncached count decides", () => {
    const uncached = { uncachedInput: 2000, ...PARTS, output: 350 };
    for (const input of [null, 2000, 3100]) {
      for (const meaning of [INSIDE, BESIDE, OPEN])
        expect(settle({ ...uncached, input }, meaning)).toEqual({ tokens: RIGHT });
    }
  });

  test("a part larger than its whole can only be beside it", () => {
    const counts = { input: 50, cachedInput: 1000, output: 50, reasoning: 300 };
    for (const meaning of [INSIDE, OPEN]) {
      expect(settle(counts, meaning)).toEqual({
        tokens: expect.objectContaining({ input_tokens: 1050, output_tokens: 350 }),
      });
    }
  });

  test("the source's meaning decides", () => {
    const counts = { ...PARTS, input: 2000, output: 350 };
    expect(settle(counts, INSIDE)).toEqual({ tokens: expect.objectContaining({ input_tokens: 2000 }) });
    expect(settle(counts, BESIDE)).toEqual({ tokens: expect.objectContaining({ input_tokens: 3100 }) });
    expect(settle({ ...counts, output: 350 }, GEMINI).tokens).toMatchObject({ output_tokens: 650 });
  });

  test("what stays open is the cheaper reading, marked with the other", () => {
    const counts = { input: 2000, cachedInput: 1000, output: 50 };
    expect(settle(counts, OPEN)).toEqual({
      tokens: expect.objectContaining({ input_tokens: 2000, cached_input_tokens: 1000 }),
      ambiguous: { input_tokens: 3000 },
    });
    expect(settle({ ...counts, cachedInput: 0 }, OPEN)).not.toHaveProperty("ambiguous");
  });
});

test("what is unknown stays so, and parts of nothing are nothing", () => {
  expect(settle({}, INSIDE)).toEqual({ tokens: {} });
  expect(settle({ cachedInput: 5, total: 9 }, OPEN)).toEqual({ tokens: {} });
  expect(settle({ output: 5 }, INSIDE).tokens).toMatchObject({ input_tokens: null, output_tokens: 5 });
});

const count = fc.integer({ min: 0, max: 5_000 });
const maybe = fc.option(count, { nil: null });
const meaning: fc.Arbitrary<Meaning> = fc.record({
  cache: fc.constantFrom("inside", "beside", "open"),
  reasoning: fc.constantFrom("inside", "beside"),
  total: fc.constantFrom("whole", "sum"),
  countsToolInput: fc.boolean(),
  hidesReasoning: fc.boolean(),
  mayLeaveOutModalities: fc.boolean(),
});

test("parts lie within their wholes, and nothing is less than was reported", () => {
  const counts = fc.record({
    input: count,
    output: count,
    cachedInput: maybe,
    cacheWrite: maybe,
    reasoning: maybe,
    total: maybe,
  });
  fc.assert(
    fc.property(counts, meaning, (reported, means) => {
      const { tokens } = settle(reported, means);
      const input = tokens.input_tokens ?? 0;
      const output = tokens.output_tokens ?? 0;
      expect((tokens.cached_input_tokens ?? 0) + (tokens.cache_write_tokens ?? 0)).toBeLessThanOrEqual(input);
      expect(tokens.reasoning_tokens ?? 0).toBeLessThanOrEqual(output);
      expect(input).toBeGreaterThanOrEqual(reported.input);
      expect(output).toBeGreaterThanOrEqual(reported.output - (reported.reasoning ?? 0));
    }),
    { numRuns: 5_000 },
  );
});

test("where any reading adds up to the total, the buckets do", () => {
  const call = fc.record({ fresh: count, read: count, written: count, reasoned: count, said: count });
  const left = fc.record({ read: fc.boolean(), written: fc.boolean(), reasoned: fc.boolean() });
  fc.assert(
    fc.property(call, left, meaning, ({ fresh, read, written, reasoned, said }, beside, means) => {
      const total = fresh + read + written + reasoned + said;
      const input = fresh + (beside.read ? 0 : read) + (beside.written ? 0 : written);
      const output = said + (beside.reasoned ? 0 : reasoned);
      const { tokens } = settle(
        { input, output, cachedInput: read, cacheWrite: written, reasoning: reasoned, total },
        { ...means, total: "whole" },
      );
      expect((tokens.input_tokens ?? 0) + (tokens.output_tokens ?? 0)).toBe(total);
    }),
    { numRuns: 5_000 },
  );
});
