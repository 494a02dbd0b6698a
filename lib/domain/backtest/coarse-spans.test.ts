import fc from "fast-check";
import { expect, test } from "vitest";
import type { BreakerStatus } from "../../breaker/breaker";
import { coarseSpans } from "./coarse-spans";
import type { StateSpan } from "./pair-timelines";

const spans = fc
  .array(fc.tuple(fc.constantFrom<BreakerStatus>("closed", "open", "half_open"), fc.integer({ min: 1, max: 1_000 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((parts) => {
    let at = 1_000;
    return parts.map(([state, length]): StateSpan => {
      const span = { state, fromUs: at, toUs: at + length };
      at += length;
      return span;
    });
  });

test("few spans are left alone; many become few that cover the same time and hide no trouble", () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 1, max: 40 }), (fine, most) => {
      const coarse = coarseSpans(fine, most);

      expect(coarse.length).toBeLessThanOrEqual(Math.max(most, 1));
      expect([coarse[0]?.fromUs, coarse.at(-1)?.toUs]).toEqual([fine[0]?.fromUs, fine.at(-1)?.toUs]);
      coarse.slice(1).forEach((span, index) => {
        expect(span.fromUs).toBe(coarse[index]?.toUs);
      });
      if (fine.length <= most) expect(coarse).toEqual(fine);
      for (const { fromUs, toUs } of fine.filter(({ state }) => state === "open")) {
        const over = coarse.filter((span) => span.fromUs < toUs && span.toUs > fromUs);
        expect(over.every(({ state }) => state === "open")).toBe(true);
      }
    }),
  );
});
