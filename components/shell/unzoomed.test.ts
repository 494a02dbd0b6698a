import fc from "fast-check";
import { expect, test } from "vitest";
import { recordOf } from "@/lib/domain/record-of";
import { WINDOW_NAMES } from "@/lib/domain/time/time-window";
import { FILTER_NAMES } from "./report-params";
import { parseUnzoomed, unzoomedText } from "./unzoomed";

const filters = recordOf(FILTER_NAMES, () => []);

test("whatever range was shown before a zoom is found again", () => {
  for (const window of WINDOW_NAMES) {
    const text = unzoomedText({ query: { window, ...filters }, calendar: null, day: null });
    expect(parseUnzoomed(text)).toEqual({ window, from: null, to: null });
  }
  const year = { min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) };
  fc.assert(
    fc.property(fc.integer(year), fc.integer({ min: 1, max: 1e9 }), (start, length) => {
      const [from, to] = [new Date(start).toISOString(), new Date(start + length).toISOString()];
      expect(parseUnzoomed(unzoomedText({ query: { from, to, ...filters }, calendar: null, day: null }))).toEqual({
        ...{ window: null, from, to },
      });
    }),
  );
  const query = { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z", ...filters };
  expect(parseUnzoomed(unzoomedText({ query, calendar: "month", day: null }))).toEqual({
    window: "month",
    from: null,
    to: null,
  });
  expect(parseUnzoomed(unzoomedText({ query, calendar: null, day: "today" }))?.window).toBe("today");
});

test.each([null, "", "9h", "yesterday/today", "2026-03-02T00:00:00Z/2026-03-01T00:00:00Z", "a/b/c"])(
  "%s is no range to go back to",
  (text) => expect(parseUnzoomed(text)).toBeNull(),
);
