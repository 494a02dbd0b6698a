import { expect, test } from "vitest";
import { describeBand, describeRange, shortBand } from "./describe";

test("a window within a day names the day once, in the zone", () => {
  expect(describeRange({ from: "2026-03-01T22:00:00Z", to: "2026-03-01T23:00:00Z" }, "Asia/Shanghai")).toBe(
    "2026-03-02 06:00 – 07:00 UTC+08:00",
  );
});

test("a longer window names both days", () => {
  expect(describeRange({ from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" }, "UTC")).toBe(
    "2026-03-01 00:00 – 2026-03-02 00:00 UTC",
  );
});

test("a band without an upper side says that there are too few samples", () => {
  expect(describeBand([700, null])).toBe("700 ms or more (too few samples to bound)");
  expect(describeBand([null, null])).toBe("too few samples for an interval");
  expect(shortBand([700, null])).toBe("700 ms – ?");
});
