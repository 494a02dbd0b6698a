import fc from "fast-check";
import { expect, test } from "vitest";
import { squarify } from "./squarify";

const ROOM = { x: 10, y: 20, width: 600, height: 400 };
const weights = fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 40 });

test("the example of the paper is laid out as it shows", () => {
  const laid = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
  expect(laid[0]).toEqual({ x: 0, y: 0, width: 3, height: 2 });
  expect(laid[1]).toEqual({ x: 0, y: 2, width: 3, height: 2 });
  expect(laid[2]?.width).toBeCloseTo(12 / 7);
});

test("areas are as the weights, within the room, and fill it", () => {
  fc.assert(
    fc.property(weights, (asked) => {
      const sorted = asked.toSorted((a, b) => b - a);
      const total = sorted.reduce((sum, weight) => sum + weight, 0);
      const laid = squarify(sorted, ROOM);
      expect(laid).toHaveLength(sorted.length);
      for (const [index, { x, y, width, height }] of laid.entries()) {
        const area = ((sorted[index] ?? 0) / total) * ROOM.width * ROOM.height;
        expect(Math.abs(width * height - area)).toBeLessThan(1e-6 * ROOM.width * ROOM.height);
        expect(x >= ROOM.x - 1e-6 && y >= ROOM.y - 1e-6).toBe(true);
        expect(x + width <= ROOM.x + ROOM.width + 1e-6 && y + height <= ROOM.y + ROOM.height + 1e-6).toBe(true);
      }
    }),
  );
});

test("no two overlap", () => {
  fc.assert(
    fc.property(weights, (asked) => {
      const laid = squarify(asked, ROOM);
      for (const [index, a] of laid.entries()) {
        for (const b of laid.slice(index + 1)) {
          const apart =
            a.x + a.width <= b.x + 1e-6 ||
            b.x + b.width <= a.x + 1e-6 ||
            a.y + a.height <= b.y + 1e-6 ||
            b.y + b.height <= a.y + 1e-6;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});

test("nothing to lay out takes no room", () => {
  expect(squarify([], ROOM)).toEqual([]);
});
