import fc from "fast-check";
import { expect, test } from "vitest";
import { forecastMonth } from "../spend/forecast-month";
import { fromFirstRecord, type SpendDay } from "../spend/spend-days";
import { localDate } from "../time/time-zone";
import { DAY_MS, MINUTE_MS } from "../time/units";
import { BUDGET_PERIODS, periodAt, periodBefore } from "./budget-period";
import { budgetStatus, costsNeededFrom } from "./budget-status";
import { type BudgetThreshold, newlyReached, reachedThresholds, thresholdKey } from "./budget-threshold";
import { dayPieces } from "./day-pieces";

const USD = 1_000_000_000_000n;
const zone = fc.constantFrom(
  "UTC",
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "America/New_York",
  "America/St_Johns",
  "America/Havana",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Pacific/Apia",
);
const instant = fc.integer({ min: 16_000_000, max: 31_556_160 }).map((minute) => new Date(minute * MINUTE_MS));
const period = fc.constantFrom(...BUDGET_PERIODS);
const day = (iso: string, zoneName = "UTC") => localDate(Date.parse(iso), zoneName);

test("periods of any zone partition time, begin at a first local date and contain their instant", () => {
  fc.assert(
    fc.property(instant, period, zone, (at, unit, tz) => {
      const span = periodAt(at, unit, tz);
      expect(span.from <= at && at < span.to).toBe(true);
      expect(periodAt(span.from, unit, tz)).toEqual(span);
      expect(periodBefore(span, unit, tz).to).toEqual(span.from);
      expect(periodAt(span.to, unit, tz).from).toEqual(span.to);
      const first = new Date(localDate(span.from.getTime(), tz));
      if (unit === "week") expect(first.getUTCDay()).toBe(1);
      else expect(first.getUTCDate()).toBe(1);
      if (unit === "quarter") expect(first.getUTCMonth() % 3).toBe(0);
    }),
    { numRuns: 400 },
  );
});

test("a month in New York is an hour short in March and an hour long in November", () => {
  const lengthOf = (iso: string) => {
    const { from, to } = periodAt(new Date(iso), "month", "America/New_York");
    return (to.getTime() - from.getTime()) / 3_600_000;
  };
  expect([lengthOf("2026-03-15T12:00:00Z"), lengthOf("2026-11-15T12:00:00Z")]).toEqual([31 * 24 - 1, 30 * 24 + 1]);
});

test("pieces of days partition a window, and each is of one local and one UTC day", () => {
  fc.assert(
    fc.property(instant, zone, fc.integer({ min: 1, max: 400 }), (from, tz, hours) => {
      const window = { from, to: new Date(from.getTime() + hours * 3_600_000) };
      const pieces = dayPieces(window, tz, { isCut: true });
      expect([pieces[0]?.from, pieces.at(-1)?.to]).toEqual([window.from, window.to]);
      for (const [index, piece] of pieces.entries()) {
        if (index > 0) expect(piece.from).toEqual(pieces[index - 1]?.to);
        const last = piece.to.getTime() - 1;
        expect(piece.utcDay).toBe(new Date(last).toISOString().slice(0, 10));
        expect(piece.from.toISOString().slice(0, 10)).toBe(piece.utcDay);
      }
      const uncut = dayPieces(window, tz, { isCut: false });
      expect(new Set(uncut.map(({ date }) => date))).toEqual(new Set(pieces.map(({ date }) => date)));
    }),
    { numRuns: 200 },
  );
});

/** Costs at instants, as a budget adds them up by local date. */
function byDate(costs: readonly { at: Date; pico: bigint }[], tz: string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { at, pico } of costs) {
    const date = new Date(localDate(at.getTime(), tz)).toISOString().slice(0, 10);
    sums.set(date, (sums.get(date) ?? 0n) + pico);
  }
  return sums;
}

const cost = fc.record({ daysAgo: fc.double({ min: 0, max: 90, noNaN: true }), pico: fc.bigInt(0n, 10n ** 15n) });

test("what is spent is the sum of the period's costs, and the burn-down its running total", () => {
  // Zones that change their clocks by an hour at night: of them the local date of an instant is the day it counts in.
  const plain = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe");
  fc.assert(
    fc.property(instant, period, plain, fc.array(cost, { maxLength: 60 }), (now, unit, tz, list) => {
      const costs = list.map(({ daysAgo, pico }) => ({ at: new Date(now.getTime() - daysAgo * DAY_MS), pico }));
      const terms = { amountPico: 100n * USD, period: unit, zone: tz };
      const span = periodAt(now, unit, tz);
      const since = costsNeededFrom(terms, now);
      const status = budgetStatus({ terms, span, now, costs: byDate(costs, tz), since });

      const brute = costs.filter(({ at }) => at >= span.from).reduce((sum, { pico }) => sum + pico, 0n);
      expect(status.spentPico).toBe(brute);
      expect(status.days.reduce((sum, { costPico }) => sum + (costPico ?? 0n), 0n)).toBe(brute);
      expect(status.days.at(-1)?.evenPico).toBe(terms.amountPico);
      expect(status.evenPico >= 0n && status.evenPico <= terms.amountPico).toBe(true);
      if (status.projectedPico !== null) expect(status.projectedPico >= status.spentPico).toBe(true);
      if (status.spentPico >= terms.amountPico) expect(status.exhaustedOn).not.toBeNull();
      if (status.exhaustedOn === null && status.projectedPico !== null) {
        expect(status.projectedPico < terms.amountPico).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("the same cost every day is projected to the day, and the amount is used up on the day it is", () => {
  const terms = { amountPico: 100n * USD, period: "month" as const, zone: "UTC" };
  const now = new Date("2026-11-11T12:00:00Z");
  // Five dollars a day from 1 October on, half of today's by noon.
  const costs = new Map<string, bigint>();
  for (let at = day("2026-10-01T00:00:00Z"); at < day(now.toISOString()); at += DAY_MS) {
    costs.set(new Date(at).toISOString().slice(0, 10), 5n * USD);
  }
  costs.set("2026-11-11", (5n * USD) / 2n);
  const span = periodAt(now, "month", "UTC");
  const status = budgetStatus({ terms, span, now, costs, since: costsNeededFrom(terms, now) });

  expect(status).toMatchObject({ spentPico: (105n * USD) / 2n, projectedPico: 150n * USD, exhaustedOn: "2026-11-20" });
});

test("the projection of a month is its forecast, to the pico, and grows day by day", () => {
  const terms = { amountPico: 100n * USD, period: "month" as const, zone: "UTC" };
  const dayOfMonth = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.bigInt(1n, 20n * USD), { freq: 9 }), { minLength: 1, maxLength: 90 }),
      dayOfMonth,
      fc.integer({ min: 0, max: 86_399 }),
      (list, date, second) => {
        const now = new Date(Date.UTC(2026, 2, date) + second * 1_000);
        const today = Date.UTC(2026, 2, date);
        const days = list.map((pico, index) => ({ date: today - (list.length - index) * DAY_MS, pico }));
        const since = costsNeededFrom(terms, now);
        const recent = days.filter((one) => one.date >= since.getTime());
        const costs = new Map(recent.map((one) => [new Date(one.date).toISOString().slice(0, 10), one.pico]));
        const span = periodAt(now, "month", "UTC");
        const status = budgetStatus({ terms, span, now, costs, since });
        const forecast = forecastMonth({
          spent: recent.filter((one) => one.date >= span.from.getTime()),
          days: fromFirstRecord(wholeDays(recent, since.getTime(), today)),
          today: { date: today, pico: 0n, elapsed: (now.getTime() - today) / DAY_MS },
        });
        const isKnown = recent.some((one) => one.date >= span.from.getTime() && one.pico !== null);
        if (isKnown) expect(status.projectedPico).toBe(forecast.monthEnd?.expected ?? null);
        const course = [...status.projectedByDate.values()];
        expect(course.every((sum, index) => sum >= (course[index - 1] ?? status.spentPico))).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

/** The days from one to another, those without a cost in the list being days of 0. */
function wholeDays(days: readonly SpendDay[], from: number, to: number): SpendDay[] {
  const costs = new Map(days.map(({ date, pico }) => [date, pico]));
  return Array.from({ length: (to - from) / DAY_MS }, (_, index) => {
    const date = from + index * DAY_MS;
    const pico = costs.get(date);
    return { date, pico: pico === undefined ? 0n : pico };
  });
}

test("a threshold is reached exactly, and what is not projected reaches none", () => {
  const thresholds: BudgetThreshold[] = [
    { percent: 12.5, of: "spent" },
    { percent: 80, of: "spent" },
    { percent: 100, of: "projected" },
  ];
  const sums = { amountPico: 10n * USD, spentPico: 8n * USD - 1n, projectedPico: null };
  expect(reachedThresholds(thresholds, sums)).toEqual([thresholds[0]]);
  expect(reachedThresholds(thresholds, { ...sums, spentPico: 8n * USD, projectedPico: 10n * USD })).toEqual(thresholds);
});

test("each threshold is reached once in a period, whatever late records and corrections do to the sum", () => {
  const threshold = fc.record({
    percent: fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100),
    of: fc.constantFrom("spent" as const, "projected" as const),
  });
  const sum = fc.record({
    spentPico: fc.bigInt(0n, 200n * USD),
    projectedPico: fc.option(fc.bigInt(0n, 300n * USD), { nil: null }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(threshold, { maxLength: 8, selector: thresholdKey }),
      fc.array(sum, { minLength: 1, maxLength: 12 }),
      (thresholds, course) => {
        const before = new Set<string>();
        const events: string[] = [];
        for (const sums of course) {
          for (const one of newlyReached(thresholds, { ...sums, amountPico: 50n * USD }, before)) {
            events.push(thresholdKey(one));
            before.add(thresholdKey(one));
          }
        }
        expect(new Set(events).size).toBe(events.length);
        const ever = course.flatMap((sums) => reachedThresholds(thresholds, { ...sums, amountPico: 50n * USD }));
        expect(before).toEqual(new Set(ever.map(thresholdKey)));
      },
    ),
  );
});
