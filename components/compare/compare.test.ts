import { expect, test } from "vitest";
import type { Distribution } from "@/lib/contract/distribution";
import { percentilesReply } from "@/lib/contract/percentiles-reply";
import type { ModelStats } from "@/lib/contract/stats";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { NO_SAMPLES } from "@/lib/domain/sketch/summary";
import { compareColumns } from "./compare-columns";
import { pickModels } from "./pick-models";
import { prepareQuantiles } from "./prepare-quantiles";
import { prepareScatter } from "./prepare-scatter";

const none = percentilesReply(NO_SAMPLES);

function stats(model: string, requests: number, usd: string | null = null, p99: number | null = null): ModelStats {
  return {
    model,
    provider: null,
    requests,
    attempts: requests,
    outcomes: { ok: requests, rate_limited: 0, server_error: 0, timeout: 0, client_error: 0, cancelled: 0, refused: 0 },
    error_rate: 0,
    user_success: 1,
    uptime: { requests: 1, minutes: null, coverage: null },
    ttft_ms: none,
    duration_ms: { ...none, n: requests, p99 },
    output_tokens_per_s: none,
    tokens: { input: null, cached_input: null, cache_write: null, output: null, reasoning: null },
    cost_usd: null,
    priced_share: null,
    estimated_share: null,
    usd_per_m_output: usd,
    usd_per_m_blended: null,
  };
}

test("without a choice the busiest models are compared", () => {
  const models = [stats("a", 1), stats("b", 9), stats("c", 5), stats("d", 7), stats("e", 3)];
  expect(pickModels([], models)).toEqual(["b", "d", "c", "e"]);
  expect(pickModels(["a"], models)[0]).toBe("a");
});

test("a choice is kept in its order, up to eight", () => {
  expect(pickModels(["z", "y"], [])).toEqual(["z", "y"]);
  expect(pickModels([..."abcdefghij"], [])).toHaveLength(8);
});

test("a picked model without traffic keeps its place and says why it is empty", () => {
  const seen = { models: [stats("a", 5)], known: ["a", "b"], query: { window: "7d" as const, ...NO_FILTERS } };
  expect(compareColumns(["b", "a", "typo"], seen).map(({ model, why }) => [model, why])).toEqual([
    ["b", "no attempts in this window"],
    ["a", null],
    ["typo", "not seen in traffic"],
  ]);
  const filtered = { ...seen, query: { ...seen.query, region: ["eu"] } };
  expect(compareColumns(["b"], filtered)[0]?.why).toBe("no attempts with these filters");
});

test("the front is what nothing beats on both cost and tail", () => {
  const points = prepareScatter([
    stats("cheap-slow", 1, "0.10", 900),
    stats("expensive-fast", 1, "3.00", 200),
    stats("beaten", 1, "3.50", 950),
    stats("middle", 1, "0.50", 400),
  ]);
  expect(points.filter(({ isOnFrontier }) => isOnFrontier).map(({ model }) => model)).toEqual([
    "cheap-slow",
    "middle",
    "expensive-fast",
  ]);
});

test("a model without a price or without samples is not placed at zero", () => {
  expect(prepareScatter([stats("unpriced", 1, null, 300), stats("idle", 0, "1.00", null)])).toEqual([]);
});

test("two equal models are both on the front", () => {
  expect(prepareScatter([stats("a", 1, "1", 1), stats("b", 1, "1", 1)]).every(({ isOnFrontier }) => isOnFrontier)).toBe(
    true,
  );
});

test("a tail of fewer than five samples is not drawn", () => {
  const quantiles = [0.5, 0.9, 0.99].map((q) => ({ q, value: q * 100 }));
  const distribution = { models: [{ model: "a", n: 100, quantiles, bins: [] }] } as unknown as Distribution;
  expect(prepareQuantiles(distribution).rows.map(({ q }) => q)).toEqual([0.5, 0.9]);
});
