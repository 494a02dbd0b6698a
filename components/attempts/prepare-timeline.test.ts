import { expect, test } from "vitest";
import type { AttemptRecord } from "@/lib/contract/requests";
import { prepareTimeline } from "./prepare-timeline";

function record(overrides: Partial<AttemptRecord>): AttemptRecord {
  return {
    ...{ id: "a", request_id: "r", attempt: 1, final: true, started_at: "2026-03-01T00:00:00.000000Z", model: "m" },
    ...{ requested_model: null, provider: "p", region: "us", tier: null, app: "chat", operation: "chat", team: null },
    ...{ key: null, environment: null, feature: null, agent: null, stage: 1, consumer: null, session: null },
    ...{ router: null, policy_version: null, outcome: "ok", http_status: null, error_code: null, duration_ms: 1_000 },
    ...{ ttft_ms: null, streamed: false, input_tokens: null, cached_input_tokens: null, cache_write_tokens: null },
    ...{ cache_write_1h_tokens: null, output_tokens: null, reasoning_tokens: null, audio_input_tokens: null },
    ...{ audio_output_tokens: null, image_input_tokens: null, units: null, revision: 0, usage_source: "missing" },
    ...{ usage_inconsistent: false, cost_usd: null, cost_estimated: false, reported_cost_usd: null, price_id: null },
    ...{ service_tier: null, trace_id: null, tags: [] },
    ...overrides,
  };
}

test("attempts lie on one line from the first start to the last end, each with why it was made", () => {
  const request = [
    record({ outcome: "timeout", duration_ms: 2_000, final: false }),
    record({
      id: "b",
      attempt: 2,
      model: "n",
      started_at: "2026-03-01T00:00:02.000000Z",
      ttft_ms: 500,
      duration_ms: 2_000,
    }),
    record({ id: "c", attempt: 3, model: "n", stage: 2, started_at: "2026-03-01T00:00:04.000000Z", duration_ms: null }),
  ];

  const { lengthMs, bars } = prepareTimeline(request, ({ outcome }) => outcome);

  expect(lengthMs).toBe(4_000);
  expect(bars.map(({ start, firstToken, end }) => [start, firstToken, end])).toEqual([
    [0, null, 0.5],
    [0.5, 0.625, 1],
    [1, null, null],
  ]);
  expect(bars.map(({ because }) => because)).toEqual([null, "moved from m after timeout", "stage 2 of the cascade"]);
});
