import fc from "fast-check";
import { expect, test } from "vitest";
import { PICO_PER_USD } from "../pricing/usd";
import { HOUR_MINUTES, MINUTE_US } from "../time/units";
import { allocateCapacity, type PeriodUse } from "./allocate-capacity";
import { capacityPeriods } from "./capacity-periods";
import { type CapacityPrice, costOfSpan, picoPerHour, tokensPerHour, usedPicoPerM } from "./capacity-price";
import { shareOut } from "./share-out";

const usd = (dollars: number) => BigInt(dollars) * PICO_PER_USD;
const use = (period: number, owner: string, tokens: number, dollars: number | null): PeriodUse<string> => ({
  ...{ period, owner, tokens, tokenPico: dollars === null ? 0n : usd(dollars), isPriced: dollars !== null },
});
const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n);
const ms = (text: string) => Date.parse(text);
const PTU: CapacityPrice = {
  ...{ id: 1, name: "PTU", provider: "azure", models: [], region: null, kind: "ptu_hour", units: 50, currency: "USD" },
  ...{ amountPico: usd(2), zone: "UTC", tokensPerUnit: 2_500_000, validTo: null },
  validFrom: ms("2026-03-01T00:00:00Z") * 1_000,
};

test("an hour is shared out by what its tokens cost, an hour without prices by tokens, and one without use is idle", () => {
  const { shares, idlePico } = allocateCapacity(
    [usd(100), usd(100), usd(100)],
    [
      ...[use(0, "chat", 1_000, 30), use(0, "agents", 9_000, 10)],
      // One has no price: both count by their tokens, 1 to 3.
      ...[use(1, "chat", 1_000, 30), use(1, "agents", 3_000, null)],
    ],
  );
  expect(shares.map(({ owner, pico }) => [owner, pico])).toEqual([
    ...[
      ["chat", usd(75)],
      ["agents", usd(25)],
    ],
    ...[
      ["chat", usd(25)],
      ["agents", usd(75)],
    ],
  ]);
  expect(idlePico).toBe(usd(100));
});

const uses = fc.array(
  fc.record({
    ...{ period: fc.nat(5), owner: fc.nat(4), tokens: fc.nat(1e9), isPriced: fc.boolean() },
    tokenPico: fc.bigInt({ min: 0n, max: 10n ** 16n }),
  }),
);

test("shares and idle are the cost, to the pico", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 6, maxLength: 6 }),
      uses,
      (costs, all) => {
        const { shares, idlePico } = allocateCapacity(costs, all);
        expect(sum(shares.map(({ pico }) => pico)) + idlePico).toBe(sum(costs));
        expect(shares).toHaveLength(all.length);
      },
    ),
    { numRuns: 500 },
  );
});

test("parts of a sum are within one of their exact share", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n })),
      (pico, weights) => {
        const whole = sum(weights);
        const parts = shareOut(pico, weights);
        expect(sum(parts)).toBe(whole === 0n ? 0n : pico);
        if (whole === 0n) return;
        for (const [index, part] of parts.entries()) {
          const rest = part * whole - pico * (weights[index] ?? 0n);
          expect(rest < whole && rest > -whole).toBe(true);
        }
      },
    ),
  );
});

test("50 units at $2 cost $100 an hour, $0.80 for a million tokens at full use", () => {
  expect(picoPerHour(PTU)).toBe(usd(100));
  expect(tokensPerHour(PTU)).toBe(125_000_000);
  expect(usedPicoPerM(PTU)).toBe(800_000_000_000n);
  expect(costOfSpan(PTU, ms("2026-02-28T12:00:00Z"), ms("2026-03-01T01:30:00Z"))).toBe(usd(150));
});

test("a plan costs its month in the zone's calendar, and half of it for half of the month", () => {
  const plan = { ...PTU, kind: "plan_month", units: 1, amountPico: usd(280), zone: "Asia/Shanghai" } as const;
  const march = [ms("2026-02-28T16:00:00Z"), ms("2026-03-31T16:00:00Z")] as const;
  const whole = { ...plan, validFrom: ms("2026-01-01T00:00:00Z") * 1_000 };
  expect(costOfSpan(whole, ...march)).toBe(usd(280));
  const fromHalf = { ...plan, validFrom: ms("2026-02-14T16:00:00Z") * 1_000 };
  expect(costOfSpan(fromHalf, ms("2026-01-01T00:00:00Z"), march[0])).toBe(usd(140));
  expect(tokensPerHour({ ...plan, tokensPerUnit: 730_000_000 })).toBe(1_000_000);
});

test("stretches that follow each other cost what the whole costs, wherever they are cut", () => {
  const hour = fc.integer({ min: 0, max: 5_000 });
  fc.assert(
    fc.property(
      fc.constantFrom("ptu_hour", "plan_month"),
      fc.array(hour),
      hour,
      fc.nat(10_000),
      (kind, cuts, from, amount) => {
        const at = (hours: number) => ms("2026-01-01T00:00:00Z") + hours * 900_000;
        const capacity = {
          ...PTU,
          kind,
          amountPico: BigInt(amount) * 333_333_333n,
          validFrom: at(from) * 1_000,
        } as const;
        const edges = [0, ...cuts, 5_000].sort((a, b) => a - b);
        const parts = edges.slice(1).map((to, place) => costOfSpan(capacity, at(edges[place] ?? 0), at(to)));
        expect(sum(parts)).toBe(costOfSpan(capacity, at(0), at(5_000)));
      },
    ),
  );
});

test("periods are hours within buckets, days where hours are gone, and none before the beginning or after now", () => {
  const start = PTU.validFrom / MINUTE_US;
  const options = { until: start + 3 * HOUR_MINUTES, hoursRetainedFrom: 0 };
  const buckets = [
    { from: start - 60, to: start + 75 },
    { from: start + 75, to: start + 600 },
  ];
  const found = capacityPeriods(PTU, buckets, options).map(({ bucket, from, to }) => [
    bucket,
    from - start,
    to - start,
  ]);
  expect(found).toEqual([
    ...[
      [0, 0, 60],
      [0, 60, 75],
    ],
    ...[
      [1, 75, 120],
      [1, 120, 180],
    ],
  ]);
  const days = capacityPeriods(PTU, [{ from: start, to: start + 2_880 }], {
    ...{ until: start + 9_999, hoursRetainedFrom: start + 1_440 },
  });
  expect(days.map(({ to, from }) => to - from)).toEqual([1_440, ...Array(24).fill(60)]);
});
