import fc from "fast-check";
import { expect, test } from "vitest";
import { BRIDGE_TERMS, type BridgePeriod, type BridgeTerm, type BridgeTokens } from "./bridge-group";
import { type BridgePair, bridgeSpend } from "./bridge-spend";
import { halveTerms } from "./halve-terms";

const amount = (max: bigint) => fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max }));
const tokens: fc.Arbitrary<BridgeTokens> = fc.record({
  ...{ input: amount(10n ** 12n), cachedInput: amount(10n ** 12n) },
  ...{ cacheWrite: amount(10n ** 9n), output: amount(10n ** 11n) },
});
const period: fc.Arbitrary<BridgePeriod> = fc
  .record({
    attempts: fc.nat(3),
    tokens,
    cost: amount(10n ** 18n),
    wasted: fc.integer({ min: 0, max: 4 }),
    isSplittable: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.boolean()),
    rates: fc.option(tokens),
  })
  .map(({ wasted, attempts, ...own }) =>
    attempts === 0
      ? { ...own, attempts, tokens: { input: 0n, cachedInput: 0n, cacheWrite: 0n, output: 0n }, cost: 0n, waste: 0n }
      : { ...own, attempts, waste: (own.cost * BigInt(wasted)) / 4n },
  );
const pairs = fc
  .array(fc.tuple(period, period), { maxLength: 6 })
  .map((all) => all.map((periods, name): BridgePair<number> => ({ name, periods })));
const signed = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const beside = fc.record({
  usageRecords: fc.tuple(amount(10n ** 15n), amount(10n ** 15n)),
  // Less than nothing where capacity served more than it cost.
  capacity: fc.tuple(signed, signed),
});
const NOTHING_BESIDE = { usageRecords: [0n, 0n], capacity: [0n, 0n] } as const;

const totalOf = (terms: Record<BridgeTerm, bigint>) => BRIDGE_TERMS.reduce((sum, term) => sum + terms[term], 0n);
const named = (terms: Record<BridgeTerm, bigint>) => BRIDGE_TERMS.filter((term) => terms[term] !== 0n);
const times = (own: BridgeTokens, factor: bigint): BridgeTokens => ({
  ...{ input: own.input * factor, cachedInput: own.cachedInput * factor },
  ...{ cacheWrite: own.cacheWrite * factor, output: own.output * factor },
});

test("the terms of every row and of the total add up to the difference, to the pico", () => {
  fc.assert(
    fc.property(pairs, beside, (all, own) => {
      const { rows, terms } = bridgeSpend(all, own);
      for (const row of rows) expect(totalOf(row.terms)).toBe(row.after - row.before);
      const { usageRecords, capacity } = own;
      const ofBeside = usageRecords[1] - usageRecords[0] + capacity[1] - capacity[0];
      const difference = rows.reduce((sum, { before, after }) => sum + after - before, ofBeside);
      expect(terms.capacity).toBe(capacity[1] - capacity[0]);
      expect(totalOf(terms)).toBe(difference);
    }),
    { numRuns: 500 },
  );
});

test("swapping the periods negates every term, and a period against itself gives zeros", () => {
  fc.assert(
    fc.property(pairs, beside, (all, own) => {
      const { usageRecords, capacity } = own;
      const { rows } = bridgeSpend(all, own);
      const swapped = bridgeSpend(
        all.map(({ name, periods: [before, after] }) => ({ name, periods: [after, before] as const })),
        { usageRecords: [usageRecords[1], usageRecords[0]], capacity: [capacity[1], capacity[0]] },
      );
      for (const [index, { terms }] of rows.entries()) {
        const mirror = swapped.rows[index]?.terms;
        for (const term of BRIDGE_TERMS) {
          // What is new in the one direction is gone in the other.
          const other = term === "new_models" ? "gone_models" : term === "gone_models" ? "new_models" : term;
          expect(mirror?.[other]).toBe(-terms[term]);
        }
      }
      const same = bridgeSpend(
        all.map(({ name, periods: [before] }) => ({ name, periods: [before, before] as const })),
        { usageRecords: [usageRecords[0], usageRecords[0]], capacity: [capacity[0], capacity[0]] },
      );
      expect(named(same.terms)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

const continuing = period.filter(
  ({ attempts, isSplittable, tokens: own, waste, cost }) =>
    attempts > 0 && isSplittable && Object.values(own).some((count) => count > 0n) && cost > 0n && waste < cost,
);
const several = fc.array(continuing, { minLength: 1, maxLength: 5 });
const bridged = (befores: readonly BridgePeriod[], of: (before: BridgePeriod) => BridgePeriod) =>
  bridgeSpend(
    befores.map((before, name) => ({ name, periods: [before, of(before)] as const })),
    NOTHING_BESIDE,
  ).terms;

test("a pure rise of prices is price alone, whether or not the price list knows of it", () => {
  fc.assert(
    fc.property(several, fc.bigInt({ min: 2n, max: 9n }), fc.boolean(), (befores, factor, isListed) => {
      const terms = bridged(befores, (before) => ({
        ...before,
        ...{ cost: before.cost * factor, waste: before.waste * factor },
        rates: isListed && before.rates ? times(before.rates, factor) : before.rates,
      }));
      expect(named(terms)).toEqual(["price"]);
    }),
  );
});

test("pure growth is volume alone", () => {
  fc.assert(
    fc.property(several, fc.bigInt({ min: 2n, max: 9n }), (befores, factor) => {
      const terms = bridged(befores, (before) => ({
        ...before,
        tokens: times(before.tokens, factor),
        ...{ cost: before.cost * factor, waste: before.waste * factor },
      }));
      expect(named(terms)).toEqual(["volume"]);
    }),
  );
});

const rates = { input: 100n, cachedInput: 10n, cacheWrite: 125n, output: 400n };
const listed = (own: BridgeTokens): BridgePeriod => ({
  ...{ attempts: 1, tokens: own, rates, waste: 0n, isSplittable: true },
  cost:
    own.input * rates.input +
    own.cachedInput * rates.cachedInput +
    own.cacheWrite * rates.cacheWrite +
    own.output * rates.output,
});

test("more of the same input from the cache is cache alone", () => {
  const before = listed({ input: 1_000n, cachedInput: 0n, cacheWrite: 0n, output: 50n });
  const after = listed({ input: 400n, cachedInput: 600n, cacheWrite: 0n, output: 50n });
  const { terms } = bridgeSpend([{ name: "a", periods: [before, after] }], NOTHING_BESIDE);
  expect(named(terms)).toEqual(["cache"]);
  expect(terms.cache).toBe(-600n * 90n);
});

test("the same tokens at a cheaper model are mix, and more output of the same tokens is", () => {
  const of = (input: bigint, output: bigint) => listed({ input, cachedInput: 0n, cacheWrite: 0n, output });
  const cheap = (own: BridgePeriod): BridgePeriod => ({ ...own, cost: own.cost / 4n });
  const moved = bridgeSpend(
    [
      { name: "expensive", periods: [of(900n, 100n), of(450n, 50n)] },
      { name: "cheap", periods: [cheap(of(900n, 100n)), cheap(of(1_350n, 150n))] },
    ],
    NOTHING_BESIDE,
  );
  expect(named(moved.terms)).toEqual(["mix"]);
  expect(moved.terms.mix).toBeLessThan(0n);
  const longer = bridgeSpend([{ name: "a", periods: [of(900n, 100n), of(800n, 200n)] }], NOTHING_BESIDE);
  expect(named(longer.terms)).toEqual(["mix"]);
});

test("attempts that gave no answer are waste alone", () => {
  const before = listed({ input: 1_000n, cachedInput: 0n, cacheWrite: 0n, output: 50n });
  const after = { ...before, cost: before.cost + 7_777n, waste: 7_777n };
  const { terms } = bridgeSpend([{ name: "a", periods: [before, after] }], NOTHING_BESIDE);
  expect(named(terms)).toEqual(["waste"]);
  expect(terms.waste).toBe(7_777n);
});

test("a model whose price is not known, or that charges without tokens, is not split", () => {
  const before = listed({ input: 10n, cachedInput: 0n, cacheWrite: 0n, output: 5n });
  const after = { ...before, cost: before.cost * 3n, isSplittable: false };
  const { terms } = bridgeSpend([{ name: "a", periods: [before, after] }], {
    ...NOTHING_BESIDE,
    usageRecords: [0n, 5n],
  });
  expect(named(terms)).toEqual(["usage_records", "other"]);
  expect(terms.other).toBe(before.cost * 2n);
});

test("halves add up to half the sum, and those of the negated are the negated", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -1_000n, max: 1_000n }), { minLength: 1, maxLength: 8 }), (some) => {
      const odd = some.reduce((sum, term) => sum + term, 0n) % 2n;
      const even = [...some, odd];
      const halves = halveTerms(even);
      expect(halves.reduce((sum, half) => sum + half, 0n) * 2n).toBe(even.reduce((sum, term) => sum + term, 0n));
      expect(halveTerms(even.map((term) => -term))).toEqual(halves.map((half) => -half));
    }),
  );
});
