import fc from "fast-check";
import { expect, test } from "vitest";
import { WINDOW_NAMES } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { refreshDelayMs } from "./refresh-delay";

const NOON = Date.parse("2026-03-08T12:00:00Z");
const asked = { window: "1h", hasFailed: false, spread: 0.5 } as const;

test("an hour of minutes is asked for again every five seconds, and sooner where a minute begins", () => {
  expect(refreshDelayMs({ ...asked, lastMs: NOON + 20_000, nowMs: NOON + 20_000 })).toBe(5_000);
  expect(refreshDelayMs({ ...asked, lastMs: NOON + 58_000, nowMs: NOON + 58_000 })).toBe(2_550);
});

test("a screen that is drawn meanwhile asks no later for it", () => {
  expect(refreshDelayMs({ ...asked, lastMs: NOON + 20_000, nowMs: NOON + 23_000 })).toBe(2_000);
});

test("whenever the last answer came, a minute that begins is asked for within two seconds", () => {
  fc.assert(
    fc.property(fc.nat(600_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (offsetMs, spread) => {
      let nowMs = NOON + offsetMs;
      const edge = Math.ceil((nowMs + 1) / MINUTE_MS) * MINUTE_MS;
      while (nowMs < edge) nowMs += refreshDelayMs({ ...asked, lastMs: nowMs, nowMs, spread });
      expect(nowMs - edge).toBeLessThan(2_000);
    }),
  );
});

test("what failed is asked again within seconds, whatever the range", () => {
  for (const window of WINDOW_NAMES) {
    const failed = { window, lastMs: NOON + 10_000, nowMs: NOON + 10_000, hasFailed: true, spread: 0 };
    expect(refreshDelayMs(failed)).toBe(3_000);
  }
});
