import fc from "fast-check";
import { expect, test } from "vitest";
import { type Calendar, judgeCalendar } from "../pricing/calendar";
import { SAMPLE_PRICE } from "../pricing/sample-price";
import { MINUTE_US } from "../time/units";
import { cutSpan, everyMinutes, priceEdges, rateEdges } from "./price-edges";

const START = Date.UTC(2026, 2, 27) / 60_000;
const span = { from: START + 7, to: START + 4 * 1_440 };
const minute = fc.integer({ min: 0, max: 1_440 });
const calendars = fc.record({
  zone: fc.constantFrom("UTC", "Asia/Shanghai", "Europe/Berlin", "Asia/Kathmandu"),
  weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })),
  hours: fc.option(fc.array(fc.record({ from: minute, to: minute }), { minLength: 1, maxLength: 2 })),
  holidays: fc.constant(null),
});

test("between two edges a calendar says the same at every minute, and it says another thing at each edge", () => {
  fc.assert(
    fc.property(calendars, (calendar: Calendar) => {
      const edges = priceEdges([{ ...SAMPLE_PRICE, calendar }], span);
      const verdict = (at: number) => judgeCalendar(calendar, at * MINUTE_US);
      const turns: number[] = [];
      for (let at = span.from + 1; at < span.to; at++) if (verdict(at) !== verdict(at - 1)) turns.push(at);
      expect(edges).toEqual(turns);
    }),
    { numRuns: 60 },
  );
});

test("a price has edges where it begins and ends, and one in another currency at each UTC midnight", () => {
  const price = { ...SAMPLE_PRICE, validFrom: (START + 100) * MINUTE_US, validTo: (START + 200) * MINUTE_US };
  expect(priceEdges([price, { ...SAMPLE_PRICE, validTo: START * MINUTE_US }], span)).toEqual([
    START + 100,
    START + 200,
  ]);
  expect(rateEdges([price], span)).toEqual([]);
  expect(rateEdges([{ ...price, currency: "CNY" }], span)).toEqual([1, 2, 3].map((day) => START + day * 1_440));
});

test("a cut span is the span, without a gap", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: START - 100, max: span.to + 100 })), (edges) => {
      const parts = cutSpan(span, edges);
      expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([span.from, span.to]);
      for (const [index, { from, to }] of parts.entries()) {
        expect(from).toBeLessThan(to);
        if (index > 0) expect(parts[index - 1]?.to).toBe(from);
      }
    }),
  );
  expect(everyMinutes(1_440, span)).toHaveLength(3);
});
