import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import { cutWindow } from "./cut-pieces";

test("pieces hold each minute of a window once, in the bucket it is of, also where edges were moved onto each other", () => {
  const hours = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(hours, fc.integer({ min: 1, max: 500 }), (edges, beyond) => {
      const starts = edges.map((hour) => hour * HOUR_MINUTES).toSorted((a, b) => a - b);
      const window = { from: starts[0] ?? 0, to: (starts.at(-1) ?? 0) + beyond };
      const placeOf = (minute: number) => starts.findLastIndex((start) => start <= minute);

      const minutes: number[] = [];
      for (const { span, places, buckets } of cutWindow({ ...window, starts })) {
        expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([span.from, span.to]);
        for (const [index, { from, to }] of buckets.entries()) {
          expect([placeOf(from), placeOf(to - 1)]).toEqual([places[index], places[index]]);
          minutes.push(from, to);
        }
      }
      expect([minutes[0], minutes.at(-1)]).toEqual([window.from, window.to]);
      for (let index = 1; index < minutes.length - 1; index += 2) expect(minutes[index]).toBe(minutes[index + 1]);
    }),
  );
});
