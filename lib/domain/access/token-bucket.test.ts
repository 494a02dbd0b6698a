import fc from "fast-check";
import { expect, test } from "vitest";
import { drawToken, fullBucket } from "./token-bucket";

const rates = fc.record({ perSecond: fc.integer({ min: 1, max: 500 }), burst: fc.integer({ min: 1, max: 50 }) });

test("over any span no more is let through than the burst and what the span is worth", () => {
  fc.assert(
    fc.property(rates, fc.array(fc.integer({ min: -20, max: 400 }), { maxLength: 200 }), (rate, waits) => {
      const bucket = fullBucket(rate, 0);
      let nowMs = 0;
      let furthestMs = 0;
      let taken = 0;
      for (const wait of waits) {
        nowMs += wait;
        furthestMs = Math.max(furthestMs, nowMs);
        if (drawToken(bucket, rate, nowMs) === 0) taken++;
        expect(taken).toBeLessThanOrEqual(rate.burst + (furthestMs / 1_000) * rate.perSecond + 1e-6);
      }
    }),
  );
});

test("who comes back when told is let in", () => {
  fc.assert(
    fc.property(rates, (rate) => {
      const bucket = fullBucket(rate, 0);
      for (let n = 0; n < rate.burst; n++) expect(drawToken(bucket, rate, 0)).toBe(0);
      const waitMs = drawToken(bucket, rate, 0);
      expect(waitMs).toBeGreaterThan(0);
      expect(drawToken(bucket, rate, waitMs + 1e-6)).toBe(0);
    }),
  );
});
