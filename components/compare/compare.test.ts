import { expect, test } from "vitest";
import type { ComparedModel } from "@/lib/contract/comparison";
import type { Distribution } from "@/lib/contract/distribution";
import { percentilesReply } from "@/lib/contract/percentiles-reply";
import type { ModelStats } from "@/lib/contract/stats";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { NO_SAMPLES } from "@/lib/domain/sketch/summary";
import { compareColumns } from "./compare-columns";
import { compareSections } from "./compare-rows";
import { describeEffect } from "./describe-winners";
import { pickModels } from "./pick-models";
import { busiestTiers, describeAbsent, pickTier, withCommonTier, withRecommendedTier } from "./pick-tier";
import { prepareQuantiles } from "./prepare-quantiles";
import { prepareScatter } from "./prepare-scatter";
import { toneAgainst, toneOfShare } from "./targets-of";

const none = percentilesReply(NO_SAMPLES);

function stats(model: string, requests: number): ModelStats {
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
    duration_ms: { ...none, n: requests },
    output_tokens_per_s: none,
    tokens: { input: null, cached_input: null, cache_write: null, output: null, reasoning: null },
    cost_usd: null,
    priced_share: null,
    estimated_share: null,
    usd_per_m_output: null,
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
  const seen = {
    models: [stats("a", 5)],
    compared: [],
    known: ["a", "b"],
    query: { window: "7d" as const, ...NO_FILTERS },
  };
  expect(compareColumns(["b", "a", "typo"], seen).map(({ model, why }) => [model, why])).toEqual([
    ["b", "no attempts in this window"],
    ["a", null],
    ["typo", "not seen in traffic"],
  ]);
  const filtered = { ...seen, query: { ...seen.query, region: ["eu"] } };
  expect(compareColumns(["b"], filtered)[0]?.why).toBe("no attempts with these filters");
});

function compared(model: string, usd: string | null, p99: number | null): ComparedModel {
  return {
    ...{
      model,
      why: null,
      attempts: 1,
      stride: 1,
      error_rate: null,
      rate_limited: null,
      priced_share: null,
      quality: null,
    },
    ...{ ttft_ms: none, duration_ms: { ...none, n: 1, p99 }, output_tokens_per_s: none },
    uptime: { minutes: null, coverage: null },
    usd_per_m_output: usd === null ? null : { value: usd, low: null, high: null },
  };
}

test("uptime by minutes under a filter for a tier is that of all tiers, and says so", () => {
  const [row] = compareSections().flatMap(({ rows }) => rows.filter(({ label }) => label === "Uptime, minutes"));
  const uptimeOf = (own: ModelStats["uptime"], like: ComparedModel["uptime"]) => {
    const column = { stats: { ...stats("a", 5), uptime: own }, like: { ...compared("a", null, null), uptime: like } };
    return [row?.value(column), row?.under?.(column)];
  };
  const all = { minutes: 0.9871, coverage: 0.62 };

  expect(uptimeOf({ requests: 1, minutes: 0.5, coverage: 0.4 }, all)).toEqual(["50.000 %", "coverage 40 %"]);
  expect(uptimeOf({ requests: 1, minutes: null, coverage: null }, all)).toEqual([
    ...["98.710 %", "of all tiers, apps and labels, coverage 62 %"],
  ]);
});

test("a model whose traffic is of another kind has its own numbers and says why none are like for like", () => {
  const apart = { ...compared("a", null, null), why: "no kind of traffic in common" };
  const seen = {
    models: [stats("a", 5)],
    compared: [apart],
    known: ["a"],
    query: { window: "7d" as const, ...NO_FILTERS },
  };
  expect(compareColumns(["a"], seen)).toMatchObject([{ why: "no kind of traffic in common", stats: { requests: 5 } }]);
});

test("the tier in common is the one most of the picked models answer, else the busiest that two do", () => {
  const rows = [
    { model: "a", tier: "standard", attempts: 10 },
    { model: "b", tier: "standard", attempts: 1 },
    { model: "a", tier: "code", attempts: 900 },
    { model: "c", tier: "code", attempts: 900 },
    { model: "b", tier: null, attempts: 5_000 },
    { model: "d", tier: "alone", attempts: 9_000 },
  ];
  expect(pickTier(rows, ["a", "b"])).toBe("standard");
  expect(pickTier(rows, [])).toBe("code");
  expect(pickTier(rows, ["a", "d"])).toBeNull();
  const query = { window: "7d" as const, ...NO_FILTERS };
  expect(withCommonTier(query, { rows, choice: "all" })).toEqual({ query, tier: null });
  expect(withCommonTier({ ...query, tier: ["gold"] }, { rows, choice: "common" }).query.tier).toEqual(["gold"]);
});

test("a recommendation is of one tier: that of the report, the one chosen, or the busiest of the models", () => {
  const traffic = (model: string, tier: string, attempts: number) => ({ model, tier, attempts });
  const rows = [
    ...[traffic("a", "gold", 5), traffic("b", "gold", 5), traffic("a", "code", 50), traffic("b", "code", 50)],
    traffic("a", "lone", 500),
  ];
  const query = { ...NO_FILTERS, window: "7d" as const };
  const ask = (over: Partial<typeof query>, chosen: string | null = null) =>
    withRecommendedTier({ ...query, ...over }, { rows, picked: ["a", "b"], chosen });

  expect(busiestTiers(rows, ["a", "b"])).toEqual(["lone", "code", "gold"]);
  expect(ask({})).toMatchObject({ query: { tier: ["lone"] }, tiers: ["lone", "code", "gold"] });
  expect(ask({}, "gold").query.tier).toEqual(["gold"]);
  expect(ask({}, "unheard-of").query.tier).toEqual(["lone"]);
  expect(ask({ tier: ["gold", "code"] })).toMatchObject({ query: { tier: ["code"] }, tiers: ["code", "gold"] });
  expect(ask({ tier: ["lone"] })).toMatchObject({ query: { tier: ["lone"] }, tiers: [] });
  expect(withRecommendedTier(query, { rows, picked: ["y", "z"], chosen: null })).toEqual({ query, tiers: [] });
});

test("of a tier it is said which of the picked models have no traffic in it", () => {
  const rows = [
    { model: "a", tier: "premium", attempts: 9 },
    { model: "b", tier: "premium", attempts: 0 },
    { model: "c", tier: "code", attempts: 9 },
  ];
  const ask = (picked: string[], tier: string | null) => describeAbsent(rows, { picked, tier });
  expect(ask(["a", "b", "c"], "premium")).toBe("2 of 3 models have no traffic in premium: b, c");
  expect(ask(["a"], "premium")).toBeNull();
  expect(ask(["a", "c"], null)).toBeNull();
  expect(describeAbsent([], { picked: ["a"], tier: "premium" })).toBeNull();
});

test("an interval within its limit is good, one beyond it bad, and one across it neither", () => {
  expect(toneAgainst({ value: 700, low: 650, high: 790 }, 800)).toBe("good");
  expect(toneAgainst({ value: 900, low: 810, high: null }, 800)).toBe("bad");
  expect(toneAgainst({ value: 790, low: 700, high: 900 }, 800)).toBe("warn");
  expect(toneAgainst({ value: 900, low: null, high: null }, 800)).toBe("warn");
  expect(toneAgainst({ value: null, low: null, high: null }, 800)).toBe("neutral");
});

test("an error rate is beyond its limit only where that rests on two independent failures or more", () => {
  const twoOf45 = { value: 2 / 45, low: 0.0055, high: 0.285, n: 45, effective_n: 13.5 };
  expect(toneOfShare(twoOf45, 0.005)).toBe("warn");
  expect(toneOfShare({ value: 1, low: 0.84, high: 1, n: 20, effective_n: 20 }, 0.005)).toBe("bad");
  expect(toneOfShare({ value: 0, low: 0, high: 0.004, n: 2_000, effective_n: 1_000 }, 0.005)).toBe("good");
  expect(toneOfShare(null, 0.005)).toBe("neutral");
});

test("a lead is described in its own unit with its interval", () => {
  const lead = { value: 320, low: 210, high: 430, unit: "ms" };
  expect(describeEffect(lead)).toBe("320 ms (95 %: 210 ms – 430 ms)");
  expect(describeEffect({ value: 0.004, low: null, high: null, unit: "error rate" })).toBe("0.400 %");
  expect(describeEffect({ value: 1.5, low: null, high: null, unit: "USD/M output" })).toBe("$1.50");
});

test("the front is what nothing beats on both cost and tail", () => {
  const points = prepareScatter([
    compared("cheap-slow", "0.10", 900),
    compared("expensive-fast", "3.00", 200),
    compared("beaten", "3.50", 950),
    compared("middle", "0.50", 400),
  ]);
  expect(points.filter(({ isOnFrontier }) => isOnFrontier).map(({ model }) => model)).toEqual([
    "cheap-slow",
    "middle",
    "expensive-fast",
  ]);
});

test("a model without a price or without samples is not placed at zero", () => {
  expect(prepareScatter([compared("unpriced", null, 300), compared("idle", "1.00", null)])).toEqual([]);
});

test("two equal models are both on the front", () => {
  expect(prepareScatter([compared("a", "1", 1), compared("b", "1", 1)]).every(({ isOnFrontier }) => isOnFrontier)).toBe(
    true,
  );
});

test("a tail of fewer than five samples is not drawn", () => {
  const quantiles = [0.5, 0.9, 0.99].map((q) => ({ q, value: q * 100 }));
  const distribution = { models: [{ model: "a", n: 100, quantiles, bins: [] }] } as unknown as Distribution;
  expect(prepareQuantiles(distribution).rows.map(({ q }) => q)).toEqual([0.5, 0.9]);
});
