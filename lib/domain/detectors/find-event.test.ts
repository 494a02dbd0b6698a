import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS } from "../time/units";
import { findEvent } from "./find-event";

type Known = Parameters<typeof findEvent>[1][number];

const AT = Date.parse("2026-03-08T00:00:00Z");
const lasting = (from: number, to: number | null) => ({
  since: new Date(AT + from * HOUR_MS),
  endedAt: to === null ? null : new Date(AT + to * HOUR_MS),
});
const known = (id: number, from: number, to: number | null, eventId: number | null = null): Known => ({
  ...{ id, eventId },
  ...lasting(from, to),
});

test("what overlaps and began within two days is of the event, named by what was found first", () => {
  expect(findEvent(lasting(3, 9), [known(4, 0, null)])).toBe(4);
  expect(findEvent(lasting(0, null), [known(4, 3, 9)])).toBe(4);
  expect(findEvent(lasting(8, null), [known(1, 0, 5), known(2, 4, 9, 1)])).toBe(1);
  expect(findEvent(lasting(48, null), [known(1, 0, null)])).toBe(1);
});

test("what begins when all of it is over, or days later, is news, also while something else of it lasts", () => {
  expect(findEvent(lasting(0, null), [])).toBeNull();
  expect(findEvent(lasting(5, 9), [known(1, 0, 5)])).toBeNull();
  expect(findEvent(lasting(49, null), [known(1, 0, null)])).toBeNull();
  expect(findEvent(lasting(72, null), [known(1, 0, 20), known(2, 4, null, 1)])).toBeNull();
});

test("of two events it belongs to the one that began nearer", () => {
  expect(findEvent(lasting(60, null), [known(1, 30, null), known(2, 70, null)])).toBe(2);
});

const spans = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 200 }), hours: fc.option(fc.integer({ min: 1, max: 200 })) }),
  { maxLength: 12 },
);

test("found one after the other, all of an event began within two days and each overlaps another of it", () => {
  fc.assert(
    fc.property(spans, (all) => {
      const found: Known[] = [];
      for (const [index, { from, hours }] of all.entries()) {
        const own = lasting(from, hours === null ? null : from + hours);
        found.push({ ...own, id: index + 1, eventId: findEvent(own, found) });
      }
      for (const { id, eventId } of found) {
        const members = found.filter((one) => (one.eventId ?? one.id) === (eventId ?? id));
        // Its name is that of its first, which is of no other.
        expect(members[0]).toMatchObject({ id: eventId ?? id, eventId: null });
        const starts = members.map(({ since }) => since.getTime());
        expect(Math.max(...starts) - Math.min(...starts)).toBeLessThanOrEqual(48 * HOUR_MS);
        const overlaps = members.map((a) => members.filter((b) => overlap(a, b)).length);
        expect(members.length === 1 || overlaps.every((count) => count > 1)).toBe(true);
      }
    }),
  );
});

const endOf = ({ endedAt }: Known) => endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
const overlap = (a: Known, b: Known) => a.since.getTime() < endOf(b) && b.since.getTime() < endOf(a);
