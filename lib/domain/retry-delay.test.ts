import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay";
import { HOUR_MS, MINUTE_MS } from "./time/units";

test("each delay is twice the one before, up to the longest", () => {
  const delays = [1, 2, 3, 9, 40].map((tries) => retryDelayMs({ tries, maxMs: 6 * HOUR_MS }) / MINUTE_MS);

  expect(delays).toEqual([2, 4, 8, 360, 360]);
});

test("jitter lengthens a delay by at most a fifth and never shortens it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, jitter) => {
      const plain = retryDelayMs({ tries, maxMs: HOUR_MS });
      const delay = retryDelayMs({ tries, maxMs: HOUR_MS, jitter });
      expect(delay).toBeGreaterThanOrEqual(plain);
      expect(delay).toBeLessThanOrEqual(plain * 1.2);
    }),
  );
});
