import fc from "fast-check";
import { expect, test } from "vitest";
import { isStorable } from "@/lib/contract/common";
import { DAY_US } from "@/lib/domain/time/units";
import { decodeCursor, encodeCursor } from "./request-cursor";

const cursors = fc.record({
  sort: fc.constantFrom("newest" as const, "slowest" as const),
  startedAtUs: fc.nat(2 ** 50),
  durationUs: fc.nat(DAY_US),
  id: fc.string({ maxLength: 128, unit: "binary" }).filter(isStorable),
});

test("a cursor comes back as it was given, and fits a URL and the contract", () => {
  fc.assert(
    fc.property(cursors, (cursor) => {
      const text = encodeCursor(cursor);
      expect(decodeCursor(text, cursor.sort)).toEqual(cursor);
      expect(text).toMatch(/^[\w-]+$/);
    }),
  );
});

test("a text that is no cursor, or one of another order, is refused by the name of the field", () => {
  const newest = encodeCursor({ sort: "newest", startedAtUs: 1, durationUs: 1, id: "a" });
  const withNul = encodeCursor({ sort: "newest", startedAtUs: 1, durationUs: 1, id: "a\u0000" });
  for (const text of ["", "x", "%", "bnVsbA", newest.slice(0, -4), withNul]) {
    expect(() => decodeCursor(text, "newest")).toThrow("cursor: Is not a cursor of this list");
  }
  expect(() => decodeCursor(newest, "slowest")).toThrow("Belongs to sort=newest");
});
