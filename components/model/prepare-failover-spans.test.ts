import { expect, test } from "vitest";
import { describeFailoverSpans, prepareFailoverSpans } from "./prepare-failover-spans";

const PLACE = { tier: "premium", region: "eu-central-1", model: "m" };
const TO = Date.parse("2026-03-03T00:00:00Z");

test("a span says where, from when to when in the zone, and why; one that lasts reaches to the end", () => {
  const spans = prepareFailoverSpans(
    [
      { ...PLACE, from: "2026-03-01T14:03:20Z", to: "2026-03-01T14:12:00Z", reason: "error_rate", reopened: 2 },
      { ...PLACE, from: "2026-03-01T23:30:00Z", to: "2026-03-02T00:30:00Z", reason: "latency", reopened: 0 },
      { ...PLACE, from: "2026-03-02T10:00:00Z", to: null, reason: null, reopened: null },
    ],
    "UTC",
    TO,
  );

  expect(spans.map(({ label }) => label)).toEqual([
    "Out of rotation in premium, eu-central-1: 2026-03-01 14:03 to 14:12 (errors, reopened 2 times)",
    "Out of rotation in premium, eu-central-1: 2026-03-01 23:30 to 2026-03-02 00:30 (latency)",
    "Out of rotation in premium, eu-central-1: 2026-03-02 10:00 on, still out",
  ]);
  expect(spans[2]?.to).toBe(TO);
});

test("how often and how long is said of what lies in the window", () => {
  const window = { from: 0, to: 600_000 };

  expect(describeFailoverSpans([], window)).toBe("Never out of rotation in this time.");
  expect(describeFailoverSpans([{ from: -60_000, to: 60_000 }], window)).toBe(
    "Shaded: out of rotation once, 1 m 00 s.",
  );
  expect(
    describeFailoverSpans(
      [
        { from: 0, to: 60_000 },
        { from: 30_000, to: 90_000 },
        { from: 700_000, to: 800_000 },
      ],
      window,
    ),
  ).toBe("Shaded: out of rotation 2 times, 2 m 00 s added up.");
});
