import { expect, test } from "vitest";
import type { ModelTrafficRow } from "@/lib/contract/tier-traffic";
import { metricWarning } from "./metric-warning";

const stored = { latency_metric: "ttft_ms", latency_max_ms: "800", latency_percentile: "99" } as const;
const rate = { median: 1, quietest: 1 };
const row: ModelTrafficRow = {
  region: "eu-central-1",
  model: "glm-5",
  hours: 1,
  healthy_hours: 1,
  judged_per_second: rate,
  requests_per_second: rate,
  judged_by_quarter: [],
  healthy: {
    judged: 100,
    failures: 0,
    error_rate: 0,
    ttft_ms: { n: 0, points: [] },
    duration_ms: {
      n: 100,
      points: [
        [900, 0.5],
        [4_200, 0.99],
        [9_000, 1],
      ],
    },
  },
};

test("a limit that was set for another latency says so, with what is usual of the one chosen", () => {
  const chosen = { ...stored, latency_metric: "duration_ms" } as const;
  expect(metricWarning(stored, chosen, row)).toBe(
    "The limit of 800 ms was set for the first token. For the whole answer healthy traffic has a p99 of 4.20 s.",
  );
  expect(metricWarning(stored, chosen, null)).toBe("The limit of 800 ms was set for the first token.");
});

test("nothing is said once the limit is another, or the latency the same or none", () => {
  const chosen = { ...stored, latency_metric: "duration_ms", latency_max_ms: "5000" } as const;
  expect(metricWarning(stored, chosen, row)).toBeNull();
  expect(metricWarning(stored, stored, row)).toBeNull();
  expect(metricWarning(stored, { ...stored, latency_metric: "none" }, row)).toBeNull();
  expect(metricWarning({ ...stored, latency_metric: "none" }, chosen, row)).toBeNull();
});
