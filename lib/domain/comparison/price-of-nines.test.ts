import fc from "fast-check";
import { expect, test } from "vitest";
import { type HourCounts, priceOfNines } from "./price-of-nines";

const every = (hours: number, of: (hour: number) => HourCounts) =>
  new Map(Array.from({ length: hours }, (_, hour) => [hour, of(hour)] as const));

test("two that fail evenly are as available together as independent ones, and the nines follow", () => {
  const primary = every(48, () => ({ judged: 1_000, failed: 10 }));
  const fallback = every(48, () => ({ judged: 100, failed: 1 }));
  const nines = priceOfNines({ primary, fallback, fallbackUsd: 0.002 });
  expect(nines).toMatchObject({
    alone: 0.99,
    hours: 48,
    independent: expect.closeTo(0.9999, 9),
    joint: expect.closeTo(0.9999, 9),
  });
  expect(nines?.nines).toBeCloseTo(2, 9);
  expect(nines?.usdPerThousand).toBeCloseTo(0.02, 12);
});

test("two that fail in the same hour rescue less than independent ones would", () => {
  const outage = (hour: number) => (hour === 7 ? { judged: 100, failed: 100 } : { judged: 100, failed: 0 });
  const nines = priceOfNines({ primary: every(48, outage), fallback: every(48, outage), fallbackUsd: null });
  expect(nines?.joint).toBeCloseTo(nines?.alone ?? 0, 12);
  expect(nines?.independent).toBeGreaterThan(nines?.joint ?? 1);
  expect(nines?.nines).toBeCloseTo(0, 9);
});

test("a fallback never makes a primary less available, and of few hours together nothing joint is known", () => {
  const counts = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
    .map(([failed, ok]) => ({ judged: failed + ok, failed }));
  const hours = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), counts)).map((entries) => new Map(entries));
  fc.assert(
    fc.property(hours, hours, (primary, fallback) => {
      const nines = priceOfNines({ primary, fallback, fallbackUsd: 1 });
      if (nines === null) return;
      expect(nines.independent).toBeGreaterThanOrEqual(nines.alone - 1e-12);
      if (nines.hours < 24) expect(nines.joint).toBeNull();
      else expect(nines.joint ?? 0).toBeGreaterThanOrEqual(nines.alone - 1e-12);
    }),
  );
  expect(priceOfNines({ primary: new Map(), fallback: new Map(), fallbackUsd: 1 })).toBeNull();
});
