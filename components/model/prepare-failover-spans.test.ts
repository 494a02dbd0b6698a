import { expect, test } from "vitest";
import { describeFailoverSpans, prepareFailoverSpans } from "./prepare-failover-spans";

const PLACE = { tier: "premium", region: "eu-central-1", model: "m" };
const TO = Date.parse("2026-03-03T00:00:00Z");
const instant = (ms: number) => new Date(ms).toISOString();

test("a failover says where, from when to when in the zone, since when it probed, and why; one that lasts reaches to the end", () => {
  const lasting = { ...PLACE, from: "2026-03-02T10:00:00Z", to: null, reason: null, reopened: 0 };
  const spans = prepareFailoverSpans(
    [
      {
        ...{ ...PLACE, from: "2026-03-01T14:03:20Z", to: "2026-03-01T14:12:00Z", reason: "error_rate", reopened: 2 },
        open: [{ from: "2026-03-01T14:03:20Z", to: "2026-03-01T14:09:00Z" }],
      },
      {
        ...{ ...PLACE, from: "2026-03-01T23:30:00Z", to: "2026-03-02T00:30:00Z", reason: "latency", reopened: 0 },
        open: [],
      },
      { ...lasting, open: [{ from: "2026-03-02T10:00:00Z", to: null }] },
      { ...lasting, open: [{ from: "2026-03-02T10:00:00Z", to: "2026-03-02T10:05:00Z" }] },
      { ...lasting, open: [] },
    ],
    "UTC",
    TO,
  );

  expect(spans.map(({ label }) => label)).toEqual([
    "Failed over in premium · eu-central-1: 2026-03-01 14:03 to 14:12, probing from 14:09 (errors, reopened 2 times)",
    "Failed over in premium · eu-central-1: 2026-03-01 23:30 to 2026-03-02 00:30 (latency)",
    "Failed over in premium · eu-central-1: 2026-03-02 10:00 on, still out of rotation",
    "Failed over in premium · eu-central-1: 2026-03-02 10:00 on, still probing, since 10:05",
    "Failed over in premium · eu-central-1: 2026-03-02 10:00 on, still probing",
  ]);
  expect(spans.slice(2).map(({ to }) => to)).toEqual([TO, TO, TO]);
  expect(spans[2]?.shaded).toEqual([{ from: Date.parse("2026-03-02T10:00:00Z"), to: TO }]);
  expect(spans[4]?.shaded).toEqual([]);
});

test("how often and how long is said of each tier and region and of what lies in the window, apart from probing", () => {
  const window = { from: 0, to: 600_000 };
  const span = (region: string, from: number, to: number, outUntil = to) => ({
    ...{ ...PLACE, region, from: instant(from), to: instant(to), reason: null, reopened: 0 },
    open: outUntil > from ? [{ from: instant(from), to: instant(outUntil) }] : [],
  });
  const textOf = (...spans: ReturnType<typeof span>[]) =>
    describeFailoverSpans(prepareFailoverSpans(spans, "UTC", window.to), window);

  expect(textOf()).toBe("Never out of rotation in this time.");
  expect(textOf(span("eu", -60_000, 60_000))).toBe("Shaded: out of rotation in premium · eu once, 1 min 00 s.");
  expect(textOf(span("eu", -60_000, 900_000, -60_000))).toBe(
    "Never out of rotation in this time. Probing with a share of the requests, not shaded: in premium · eu for 10 min 00 s.",
  );
  expect(
    textOf(
      ...[span("eu", 0, 600_000), span("us", 0, 120_000, 60_000), span("us", 300_000, 360_000)],
      span("us", 700_000, 800_000),
    ),
  ).toBe(
    "Shaded: out of rotation in premium · eu once, 10 min 00 s; in premium · us 2 times, 2 min 00 s. Probing with a share of the requests, not shaded: in premium · us for 1 min 00 s.",
  );
  expect(textOf(...["a", "b", "c", "d", "e"].map((region) => span(region, 0, 60_000)))).toMatch(
    /in premium · c once, 1 min 00 s; in 2 other places\.$/,
  );
});
