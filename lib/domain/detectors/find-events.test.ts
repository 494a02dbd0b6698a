import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS } from "../time/units";
import { findEvents } from "./find-events";

type Found = Parameters<typeof findEvents>[0][number];

const AT = Date.parse("2026-03-08T00:00:00Z");
const place = { model: "m", provider: "p", region: "eu" };
const found = (id: number, from: number, to: number | null, of: Partial<Found> = {}): Found => ({
  ...{ ...place, id, since: new Date(AT + from * HOUR_MS) },
  endedAt: to === null ? null : new Date(AT + to * HOUR_MS),
  ...of,
});

/** The event of each detection, by its id. */
const eventIds = (...detections: Found[]) =>
  Object.fromEntries([...findEvents(detections)].map(([id, first]) => [id, first.id]));

test("what overlaps and began together is one event, named by what was found first", () => {
  expect(eventIds(found(7, 0, null), found(4, 3, 9))).toEqual({ 7: 4, 4: 4 });
  expect(eventIds(found(1, 0, 5), found(2, 4, 9), found(3, 8, null))).toEqual({ 1: 1, 2: 1, 3: 1 });
});

test("what begins when the other is over, elsewhere or days later is an event of its own", () => {
  expect(eventIds(found(1, 0, 5), found(2, 5, 9))).toEqual({ 1: 1, 2: 2 });
  for (const name of ["model", "provider", "region"]) {
    expect(eventIds(found(1, 0, null), found(2, 1, null, { [name]: "other" }))).toEqual({ 1: 1, 2: 2 });
  }
  expect(eventIds(found(1, 0, null), found(2, 48, null))).toEqual({ 1: 1, 2: 1 });
  expect(eventIds(found(1, 0, null), found(2, 49, null))).toEqual({ 1: 1, 2: 2 });
});

const spans = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 200 }), hours: fc.option(fc.integer({ min: 1, max: 200 })) }),
  { maxLength: 12 },
);
const detectionsOf = (all: { from: number; hours: number | null }[]) =>
  all.map(({ from, hours }, index) => found(index + 1, from, hours === null ? null : from + hours));

test("every detection has one event, which began within two days of it, in whatever order they come", () => {
  fc.assert(
    fc.property(spans, (all) => {
      const detections = detectionsOf(all);
      const events = findEvents(detections);
      expect([...events.keys()].sort((a, b) => a - b)).toEqual(detections.map(({ id }) => id));
      expect(findEvents([...detections].reverse())).toEqual(
        new Map([...detections].reverse().map(({ id }) => [id, events.get(id)])),
      );
      for (const [id, first] of events) {
        expect(first.id).toBeLessThanOrEqual(id);
        const own = detections.filter((one) => events.get(one.id) === first);
        const starts = own.map(({ since }) => since.getTime());
        expect(Math.max(...starts) - Math.min(...starts)).toBeLessThanOrEqual(48 * HOUR_MS);
        // Alone or overlapping another of it.
        const overlaps = own.map((a) => own.filter((b) => overlap(a, b)).length);
        expect(own.length === 1 || overlaps.every((count) => count > 1)).toBe(true);
      }
    }),
  );
});

const endOf = ({ endedAt }: Found) => endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
const overlap = (a: Found, b: Found) => a.since.getTime() < endOf(b) && b.since.getTime() < endOf(a);
