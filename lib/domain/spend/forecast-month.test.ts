import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS } from "../time/units";
import { type ForecastInput, forecastMonth, type MoneyInterval, monthOf } from "./forecast-month";
import type { SpendDay } from "./spend-days";
import { type SimulatedSeries, simulatedDays } from "./testing/simulated-days";

const MARCH = Date.UTC(2026, 2, 1);
const APRIL = Date.UTC(2026, 3, 1);
const MAY = Date.UTC(2026, 4, 1);
const USD = 1_000_000_000_000n;
const constant = (from: number, to: number, pico: bigint): SpendDay[] =>
  Array.from({ length: (to - from) / DAY_MS }, (_, index) => ({ date: from + index * DAY_MS, pico }));
const sum = (days: readonly SpendDay[]) => days.reduce((total, { pico }) => total + (pico ?? 0n), 0n);
const forecastOf = ({ days, today }: Omit<ForecastInput, "spent">) =>
  forecastMonth({ spent: days.filter(({ date }) => date >= monthOf(today.date, 0)), days, today });
const width = ({ low, high }: MoneyInterval) => high - low;

test("a constant series forecasts itself, to the pico and without doubt, whatever its length and day", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 21n }),
      fc.integer({ min: 14, max: 80 }),
      fc.integer({ min: 0, max: 30 }),
      (pico, length, day) => {
        const date = MARCH + day * DAY_MS;
        const days = constant(date - length * DAY_MS, date, pico);
        const { monthToDate, monthEnd, nextMonth } = forecastOf({ days, today: { date, pico: 0n, elapsed: 0 } });
        const known = BigInt(Math.min(day, length)) * pico;
        expect(monthToDate).toBe(known);
        const end = known + BigInt(31 - day) * pico;
        expect(monthEnd).toEqual({
          expected: end,
          interval80: { low: end, high: end },
          interval95: { low: end, high: end },
        });
        expect(nextMonth?.expected).toBe(30n * pico);
      },
    ),
    { numRuns: 60 },
  );
});

test("the intervals hold the truth about as often as they promise, with weekdays, trend and noise", () => {
  const cases: [string, number, SimulatedSeries][] = [
    ["eight weeks, rising", 56, { trend: 0.003 }],
    ["eight weeks, falling, loud", 56, { trend: -0.003, noise: 0.2 }],
    ["closed on weekends", 56, { weekdays: [0, 1, 1, 1, 1, 1, 0] }],
    ["every day alike", 40, { weekdays: [1, 1, 1, 1, 1, 1, 1] }],
    ["three weeks", 21, {}],
    ["ten days", 10, {}],
  ];
  const RUNS = 250;
  for (const [name, length, series] of cases) {
    const held = { end80: 0, end95: 0, next80: 0, next95: 0 };
    for (let seed = 0; seed < RUNS; seed++) {
      const date = MARCH + (seed % 28) * DAY_MS;
      const elapsed = (seed % 10) / 10;
      const all = simulatedDays(series, { from: date - length * DAY_MS, to: MAY, seed: seed * 7_919 + length });
      const [days, rest] = [all.slice(0, length), all.slice(length)];
      const soFar = BigInt(Math.round(Number(rest[0]?.pico ?? 0n) * elapsed));
      const { monthEnd, nextMonth } = forecastOf({ days, today: { date, pico: soFar, elapsed } });
      const end = sum(all.filter((day) => day.date >= MARCH && day.date < APRIL));
      const next = sum(all.filter((day) => day.date >= APRIL));
      const holds = (own: MoneyInterval | undefined, truth: bigint) =>
        own && own.low <= truth && truth <= own.high ? 1 : 0;
      held.end80 += holds(monthEnd?.interval80, end);
      held.end95 += holds(monthEnd?.interval95, end);
      held.next80 += holds(nextMonth?.interval80, next);
      held.next95 += holds(nextMonth?.interval95, next);
    }
    for (const [share, hits] of [
      [0.8, held.end80],
      [0.8, held.next80],
      [0.95, held.end95],
      [0.95, held.next95],
    ] as const) {
      // Four standard errors of 250 runs below; above, the short ones are wider on purpose.
      const slack = 4 * Math.sqrt((share * (1 - share)) / RUNS);
      expect(hits / RUNS, `${name}, ${share}`).toBeGreaterThan(share - slack);
      if (length >= 21) expect(hits / RUNS, `${name}, ${share}`).toBeLessThanOrEqual(Math.min(1, share + slack));
    }
  }
});

test("one mad day moves the forecast by a few percent, not by itself", () => {
  const date = MARCH + 20 * DAY_MS;
  const days = simulatedDays({}, { from: date - 56 * DAY_MS, to: date, seed: 5 });
  const today = { date, pico: 0n, elapsed: 0 };
  const calm = forecastOf({ days, today }).nextMonth;
  const mad = days.map((day, index) => (index === 30 ? { ...day, pico: (day.pico ?? 0n) * 50n } : day));
  const shaken = forecastOf({ days: mad, today }).nextMonth;
  const ratio = Number(shaken?.expected) / Number(calm?.expected);
  expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
});

test("a mad day widens the interval upwards alone, since it may come again", () => {
  const date = MARCH + 20 * DAY_MS;
  const days = constant(date - 40 * DAY_MS, date, USD).map((day, index) =>
    index === 30 ? { ...day, pico: 9n * USD } : day,
  );
  const next = forecastOf({ days, today: { date, pico: 0n, elapsed: 0 } }).nextMonth;
  const expected = Number(next?.expected) / Number(USD);
  expect(expected).toBeGreaterThan(29);
  expect(expected).toBeLessThan(31);
  expect(Number(next?.interval80.high) / Number(USD)).toBeGreaterThan(38);
  expect(Number(next?.interval95.low) / Number(USD)).toBeGreaterThan(25);
});

test("fewer than three whole days are not enough, and in week one the interval is wide", () => {
  const date = MARCH + 10 * DAY_MS;
  const after = (length: number) =>
    forecastOf({
      days: simulatedDays({}, { from: date - length * DAY_MS, to: date, seed: 3 }),
      today: { date, pico: USD, elapsed: 0.5 },
    });
  expect(after(2)).toMatchObject({ monthEnd: null, nextMonth: null, evidenceDays: 2 });
  expect(after(2).monthToDate).not.toBeNull();
  const share = (length: number) => {
    const next = after(length).nextMonth;
    return next ? Number(width(next.interval80)) / Number(next.expected) : 0;
  };
  expect(share(4)).toBeGreaterThan(0.4);
  expect(share(56)).toBeLessThan(0.25);
  // Even days without any noise leave the weekdays open that were never seen.
  const even = forecastOf({ days: constant(date - 4 * DAY_MS, date, USD), today: { date, pico: 0n, elapsed: 0 } });
  expect(even.nextMonth?.expected).toBe(30n * USD);
  expect(even.nextMonth && width(even.nextMonth.interval80)).toBeGreaterThan(5n * USD);
});

test("days without traffic are days of 0, days of unknown cost are none, and nothing is below 0", () => {
  const date = MARCH + 14 * DAY_MS;
  const today = { date, pico: 0n, elapsed: 0.25 };
  const idle = forecastOf({ days: constant(date - 20 * DAY_MS, date, 0n), today });
  expect(idle.nextMonth).toMatchObject({ expected: 0n, interval95: { low: 0n, high: 0n } });

  const closed = simulatedDays(
    { weekdays: [0, 1, 1, 1, 1, 1, 0], noise: 0 },
    { from: date - 28 * DAY_MS, to: date, seed: 1 },
  );
  // April 2026 has 22 weekdays.
  expect(forecastOf({ days: closed, today }).nextMonth?.expected).toBe(22n * 100n * USD);

  const unknown = constant(date - 20 * DAY_MS, date, USD).map((day, index) =>
    index % 2 === 0 ? { ...day, pico: null } : day,
  );
  expect(forecastOf({ days: unknown, today })).toMatchObject({
    evidenceDays: 10,
    nextMonth: { expected: 30n * USD },
  });

  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 3, maxLength: 60 }), (costs) => {
      const days = costs.map((pico, index) => ({ date: date - (costs.length - index) * DAY_MS, pico }));
      const { monthEnd, nextMonth, monthToDate } = forecastOf({ days, today });
      for (const [own, least] of [
        [monthEnd, monthToDate ?? 0n],
        [nextMonth, 0n],
      ] as const) {
        if (!own) throw new Error("Three days are enough");
        expect(own.interval95.low).toBeGreaterThanOrEqual(least);
        expect(own.interval95.low <= own.interval80.low && own.interval80.low <= own.expected).toBe(true);
        expect(own.expected <= own.interval80.high && own.interval80.high <= own.interval95.high).toBe(true);
      }
    }),
  );
});

test("a day that is still filling adds what of an ordinary day has not passed", () => {
  const date = MARCH + 30 * DAY_MS;
  const days = constant(date - 28 * DAY_MS, date, 8n * USD);
  const end = (pico: bigint, elapsed: number) => {
    const { monthEnd, monthToDate } = forecastOf({ days, today: { date, pico, elapsed } });
    return (monthEnd?.expected ?? 0n) - (monthToDate ?? 0n);
  };
  expect(end(2n * USD, 0.25)).toBe(6n * USD);
  expect(end(9n * USD, 0.75)).toBe(2n * USD);
});
