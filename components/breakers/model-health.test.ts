import { expect, test } from "vitest";
import { healthSummary, type ModelHealth, prepareHealth } from "./model-health";

const policy = {
  tier: "standard",
  primary: "a",
  fallbacks: ["b"],
  regions: { eu: { primary: "b", fallbacks: [] } },
};
const health = (change: Partial<ModelHealth>): ModelHealth => ({
  tier: "standard",
  region: "us",
  model: "a",
  role: "primary",
  state: "closed",
  share: 1,
  since: null,
  n: 100,
  failures: 0,
  error_rate: 0,
  latency_ms: 300,
  ...change,
});
const shown = (rows: ReturnType<typeof prepareHealth>) => rows.map(({ region, model, role }) => [region, model, role]);

test("models stand by region in the order they are tried, also those nothing was heard of", () => {
  const rows = prepareHealth(policy, [health({ model: "b" }), health({}), health({ model: "old" })]);

  expect(shown(rows)).toEqual([
    ["eu", "b", "primary"],
    ["us", "a", "primary"],
    ["us", "b", "fallback 1"],
    ["us", "old", "not in the policy"],
  ]);
  expect(rows[0]).toMatchObject({ state: "closed", n: 0, error_rate: null });
});

test("other tiers say nothing of this one", () => {
  expect(prepareHealth({ ...policy, regions: {} }, [health({ tier: "premium" })])).toEqual([]);
});

test("the summary names who is avoided where, and never calls silence health", () => {
  const open = prepareHealth(policy, [health({ state: "open", share: 0 }), health({ model: "b" })]);
  expect(healthSummary(open)).toEqual([{ tone: "bad", text: "open", where: "a in us" }]);
  const probed = prepareHealth(policy, [health({ state: "half_open", share: 0.1 })]);
  expect(healthSummary(probed)).toEqual([{ tone: "warn", text: "half-open, 10 %", where: "a in us" }]);
  expect(healthSummary(prepareHealth(policy, [health({})]))).toEqual([{ tone: "good", text: "all closed" }]);
  expect(healthSummary(prepareHealth(policy, []))).toEqual([{ tone: "neutral", text: "no recent traffic" }]);
  expect(healthSummary(prepareHealth(policy, [health({ model: "old", state: "open" })]))[0]?.tone).toBe("neutral");
});
