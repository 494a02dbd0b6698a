import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOfAttempt } from "../pricing/cost";
import { NO_RATES } from "../pricing/exchange-rates";
import type { Price } from "../pricing/price";
import { createPriceBook } from "../pricing/price-book";
import { SAMPLE_PRICE } from "../pricing/sample-price";
import type { TokenUsage } from "../pricing/token-usage";
import { NO_PARTS } from "../pricing/usage-parts";
import { MINUTE_US } from "../time/units";
import type { Change, PricedModel } from "./changes";
import { coldCacheCost } from "./cold-cache";
import { type EvaluateContext, evaluate } from "./evaluate";
import { SAME_LENGTH } from "./learn-lengths";
import { sumLots, type Traffic } from "./lots";
import { cutSpan, priceEdges } from "./price-edges";

const CENT = 10_000_000_000n;
const NOON = Date.UTC(2026, 2, 2, 12) / 60_000;
const WINDOW = { from: NOON, to: NOON + 1_440 };
const own = { model: "own", provider: "p" };
const other = { model: "other", provider: "q" };
const priceOf = (
  names: PricedModel,
  cents: { input: bigint; cached: bigint; write: bigint; output: bigint },
): Price => ({
  ...{ ...SAMPLE_PRICE, ...names, id: names.model },
  ...{ inputPicoPerM: cents.input * CENT, cachedInputPicoPerM: cents.cached * CENT },
  ...{ cacheWritePicoPerM: cents.write * CENT, outputPicoPerM: cents.output * CENT },
});
const OWN = priceOf(own, { input: 100n, cached: 10n, write: 125n, output: 400n });
const OTHER = priceOf(other, { input: 250n, cached: 50n, write: 300n, output: 1_000n });
const book = createPriceBook([OWN, OTHER], NO_RATES);
const context: EvaluateContext = {
  ...{ prices: book, window: WINDOW, edges: [] },
  lengthsOf: () => ({ input: SAME_LENGTH, output: SAME_LENGTH }),
};

const costAt = (price: Price, usage: TokenUsage) =>
  costOfAttempt({
    ...{ price, at: NOON * MINUTE_US, rates: NO_RATES, outcome: "ok", usage, usageSource: "reported", parts: NO_PARTS },
  }).picoUsd ?? 0n;

const tokens = fc.record({
  uncachedInput: fc.nat(50_000),
  cachedInput: fc.nat(50_000),
  cacheWrite: fc.nat(5_000),
  output: fc.nat(5_000),
  reasoning: fc.constant(0),
});
const app = fc.constantFrom("chat", "search", "batch");
const attempts = fc.array(fc.record({ tokens, app }), { minLength: 1, maxLength: 30 });
type Single = { tokens: TokenUsage; app: string };

/** Attempts added up by app, as sums hold them. */
function trafficOf(singles: readonly Single[], pico = (usage: TokenUsage) => costAt(OWN, usage)): Traffic[] {
  return ["chat", "search", "batch"].flatMap((name) => {
    const alike = singles.filter((one) => one.app === name);
    if (alike.length === 0) return [];
    const sum = (kind: keyof TokenUsage) => alike.reduce((total, one) => total + one.tokens[kind], 0);
    return {
      ...{ names: { ...own, app: name }, from: NOON, to: NOON + 60, inputTokens: null },
      ...{ attempts: alike.length, answered: alike.length },
      pico: alike.reduce((total, one) => total + pico(one.tokens), 0n),
      tokens: {
        ...{ uncachedInput: sum("uncachedInput"), cachedInput: sum("cachedInput"), cacheWrite: sum("cacheWrite") },
        ...{ output: sum("output"), reasoning: sum("reasoning") },
      },
    };
  });
}
const total = (singles: readonly Single[], changes: readonly Change[]) => {
  const { lots, reservedPico } = evaluate(trafficOf(singles), changes, context);
  const { low, high } = sumLots(lots);
  expect(low).toBe(high);
  return low + reservedPico;
};
const sum = (parts: readonly bigint[]) => parts.reduce((all, part) => all + part, 0n);

describe("changes that change nothing", () => {
  const nothing: Change[] = [
    { kind: "model", where: {}, share: 0, to: other },
    { kind: "model", where: {}, share: 1, to: own },
    { kind: "model", where: { app: ["nobody"] }, share: 1, to: other },
    { kind: "price", where: {}, rise: 0, bucket: "all" },
    { kind: "price", where: {}, rise: 0, bucket: "output" },
    { kind: "cache", where: {}, mode: "on", hitShare: 0 },
    { kind: "shift", where: {}, deadlineHours: 24 },
  ];

  test("leave the recorded cost as it was, to the pico, whatever it was", () => {
    fc.assert(
      fc.property(attempts, fc.bigInt(0n, 10n ** 15n), fc.subarray(nothing), (singles, odd, changes) => {
        const traffic = trafficOf(singles, (usage) => costAt(OWN, usage) + odd);
        const { lots } = evaluate(traffic, changes, context);

        const recorded = sum(traffic.map(({ pico }) => pico));
        expect(sumLots(lots)).toEqual({ low: recorded, high: recorded });
      }),
    );
  });
});

describe("from sums is what the same attempts come to one by one", () => {
  const each = (singles: readonly Single[], cost: (usage: TokenUsage, app: string) => bigint) =>
    sum(singles.map((one) => cost(one.tokens, one.app)));

  test("at another model, for one app and for all", () => {
    fc.assert(
      fc.property(attempts, (singles) => {
        const all: Change = { kind: "model", where: {}, share: 1, to: other };
        expect(total(singles, [all])).toBe(each(singles, (usage) => costAt(OTHER, usage)));
        expect(total(singles, [{ ...all, where: { app: ["chat"] } }])).toBe(
          each(singles, (usage, name) => costAt(name === "chat" ? OTHER : OWN, usage)),
        );
      }),
    );
  });

  test("without a cache, and with output a quarter dearer", () => {
    fc.assert(
      fc.property(attempts, (singles) => {
        const plain = ({ uncachedInput, cachedInput, cacheWrite, output }: TokenUsage) => ({
          ...{ uncachedInput: uncachedInput + cachedInput + cacheWrite, cachedInput: 0, cacheWrite: 0 },
          ...{ output, reasoning: 0 },
        });
        expect(total(singles, [{ kind: "cache", where: {}, mode: "off" }])).toBe(
          each(singles, (usage) => costAt(OWN, plain(usage))),
        );
        const dearer = { ...OWN, outputPicoPerM: 500n * CENT };
        expect(total(singles, [{ kind: "price", where: {}, rise: 0.25, bucket: "output" }])).toBe(
          each(singles, (usage) => costAt(dearer, usage)),
        );
      }),
    );
  });
});

test("a share is linear: of half the traffic the difference is half, but for a pico a lot", () => {
  fc.assert(
    fc.property(attempts, fc.integer({ min: 0, max: 100 }), (singles, percent) => {
      const at = (share: number) => total(singles, [{ kind: "model", where: {}, share, to: other }]);
      const straight = at(0) * BigInt(100 - percent) + at(1) * BigInt(percent);
      const off = at(percent / 100) * 100n - straight;
      expect(off < 0n ? -off : off).toBeLessThanOrEqual(100n * 2n * 3n);
    }),
  );
});

test("steps add up to the difference, and a raise counts for what was moved to the raised price", () => {
  fc.assert(
    fc.property(attempts, fc.integer({ min: 0, max: 100 }), (singles, percent) => {
      const changes: Change[] = [
        { kind: "price", where: { provider: ["q"] }, rise: 0.2, bucket: "all" },
        { kind: "model", where: {}, share: percent / 100, to: other },
        { kind: "capacity", where: { app: ["batch"] }, picoPerHour: CENT, tokensPerHour: null },
      ];
      const traffic = trafficOf(singles);
      const { lots, steps, reservedPico } = evaluate(traffic, changes, context);
      const after = sumLots(lots).low + reservedPico;
      expect(sum(steps.map(({ difference }) => difference.low))).toBe(after - sum(traffic.map(({ pico }) => pico)));
      expect(steps.map(({ place }) => place)).toEqual([1, 0, 2]);
      expect(reservedPico).toBe(CENT * 24n);
    }),
  );
  const raised = total(
    [{ tokens: { uncachedInput: 1_000_000, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 }, app: "chat" }],
    [
      { kind: "price", where: { provider: ["q"] }, rise: 0.2, bucket: "all" },
      { kind: "model", where: {}, share: 1, to: other },
    ],
  );
  expect(raised).toBe(300n * CENT);
});

test("a range of lengths is a range of costs whose ends are sums of their own", () => {
  const usage = { uncachedInput: 1_000_000, cachedInput: 0, cacheWrite: 0, output: 1_000_000, reasoning: 0 };
  const ranged = { ...context, lengthsOf: () => ({ input: SAME_LENGTH, output: { low: 0.5, high: 2 } }) };
  const { lots } = evaluate(
    trafficOf([{ tokens: usage, app: "chat" }]),
    [{ kind: "model", where: {}, share: 1, to: other }],
    ranged,
  );

  expect(sumLots(lots)).toEqual({ low: 750n * CENT, high: 2_250n * CENT });
});

test("what has no price at the other model stays as it was and is counted", () => {
  const singles = [
    { tokens: { uncachedInput: 100, cachedInput: 0, cacheWrite: 0, output: 10, reasoning: 0 }, app: "chat" },
  ];
  const nowhere = { model: "nobody's", provider: "q" };
  const { lots, steps } = evaluate(trafficOf(singles), [{ kind: "model", where: {}, share: 1, to: nowhere }], context);

  expect(sumLots(lots).low).toBe(costAt(OWN, singles[0]?.tokens ?? { ...NO_TOKENS }));
  expect(steps[0]).toMatchObject({ attempts: 0, unpriced: 1 });
});
const NO_TOKENS = { uncachedInput: 0, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };

test("a new model's cache is filled once, at what writing costs there", () => {
  const traffic = trafficOf([{ tokens: { ...NO_TOKENS, cachedInput: 1_000_000 }, app: "chat" }]);
  const moved = evaluate(traffic, [{ kind: "model", where: {}, share: 0.5, to: other }], context);

  expect(coldCacheCost(moved.lots, book)).toEqual({ low: 125n * CENT, high: 125n * CENT });
  expect(coldCacheCost(evaluate(traffic, [], context).lots, book)).toEqual({ low: 0n, high: 0n });
});

describe("a price with hours", () => {
  // Monday 2 March 2026: peak 09:00 to 12:00 and 14:00 to 18:00 in Shanghai, twice the price.
  const calendar = {
    ...{ zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], holidays: null },
    hours: [
      { from: 540, to: 720 },
      { from: 840, to: 1_080 },
    ],
  };
  const peak = { ...priceOf(own, { input: 200n, cached: 20n, write: 250n, output: 800n }), id: "peak", calendar };
  const prices = createPriceBook([OWN, peak], NO_RATES);
  const at = (hour: number, minute = 0) => Date.UTC(2026, 2, 2, hour, minute) / 60_000;
  const day = { from: at(0), to: at(24) };
  const edges = priceEdges([OWN, peak], { from: day.from, to: day.to + 1_440 });
  const hourOf = (hour: number): Traffic => ({
    ...{ names: own, from: at(hour), to: at(hour + 1), inputTokens: null, attempts: 10, answered: 10 },
    ...{ tokens: { ...NO_TOKENS, uncachedInput: 1_000_000 }, pico: hour < 4 ? 200n * CENT : 100n * CENT },
  });

  test("has an edge at each of them, by the minute", () => {
    expect(edges.filter((edge) => edge < day.to)).toEqual([at(1), at(4), at(6), at(10)]);
    expect(cutSpan(day, edges).length).toBe(5);
  });

  test("is left by what can wait until the next lower price, and only within the deadline", () => {
    const shift = (deadlineHours: number): Change => ({ kind: "shift", where: {}, deadlineHours });
    const run = (deadlineHours: number) =>
      evaluate([hourOf(1), hourOf(2), hourOf(3), hourOf(5)], [shift(deadlineHours)], { ...context, prices, edges });
    const inTime = run(2);

    expect(inTime.steps[0]?.shift).toMatchObject({ atHigherPrice: 30, waiting: 20, meanWaitMinutes: 60 });
    expect(inTime.steps[0]?.difference.low).toBe(-200n * CENT);
    expect(run(24).steps[0]?.shift).toMatchObject({ atHigherPrice: 30, waiting: 30 });
    expect(run(0.5).steps[0]).toMatchObject({ difference: { low: 0n, high: 0n } });
  });
});
