import { expect, test } from "vitest";
import type { Series } from "@/lib/contract/series";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { modelColor } from "../ui/model-color";
import { prepareGroups, prepareQuantiles, seriesSamples } from "./prepare-time-plot";

const base = {
  from: "2026-03-01T10:00:00Z",
  to: "2026-03-01T13:00:00Z",
  as_of: "2026-03-01T12:30:00Z",
  step: "1h",
  method: "sketch",
  filters: NO_FILTERS,
} as const;

const percentiles: Series = {
  ...base,
  metric: "ttft_ms",
  by: null,
  series: [
    {
      points: [
        { at: "2026-03-01T10:00:00Z", n: 50, p50: 100, p95: 200, p99: 300 },
        { at: "2026-03-01T11:00:00Z", n: 0, p50: null, p95: null, p99: null },
        { at: "2026-03-01T12:00:00Z", n: 5, p50: 110, p95: 210, p99: 310, filling: true },
      ],
    },
  ],
};

const spend: Series = {
  ...base,
  metric: "cost_usd",
  by: "tier",
  series: [
    { tier: null, points: [{ at: "2026-03-01T10:00:00Z", n: 2, value: null }] },
    { tier: "premium", points: [{ at: "2026-03-01T10:00:00Z", n: 3, value: "0.25" }] },
  ],
};

test("a bucket without samples stays a gap, and the filling one is marked", () => {
  const { rows } = prepareQuantiles(percentiles);
  expect(rows.map((row) => row.values.p99)).toEqual([300, null, 310]);
  expect(rows.map((row) => row.filling)).toEqual([false, false, true]);
});

test("every value keeps its sample count", () => {
  expect(prepareQuantiles(percentiles).rows[0]?.n).toEqual({ p50: 50, p95: 50, p99: 50 });
  expect(seriesSamples(percentiles)).toBe(55);
});

test("unpriced cost is a gap and not zero; traffic without a tier says so", () => {
  const { rows, lines } = prepareGroups(spend);
  expect(lines.map(({ label }) => label)).toEqual(["no tier", "premium"]);
  expect(rows[0]?.values).toEqual({ none: null, premium: 0.25 });
});

test("a model has the colour it has everywhere", () => {
  const series: Series = { ...percentiles, by: "model", series: [{ model: "glm-5", points: [] }] };
  expect(prepareGroups(series).lines[0]?.color).toBe(modelColor("glm-5"));
});
