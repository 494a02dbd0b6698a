import { expect, test } from "vitest";
import { activeFailovers } from "./active-failovers";
import type { ModelHealth } from "./model-health";

const breaker = (model: string, state: ModelHealth["state"], more: Partial<ModelHealth> = {}): ModelHealth => ({
  tier: "standard",
  region: "eu",
  model,
  role: "primary",
  state,
  share: state === "closed" ? 1 : 0,
  since: null,
  n: 10,
  failures: 0,
  error_rate: 0,
  latency_ms: null,
  ...more,
});

test("a breaker that opened before any window and has not moved since is active", () => {
  const opened = breaker("a", "open", { since: "2020-01-01T00:00:00Z" });
  expect(activeFailovers([opened, breaker("b", "half_open"), breaker("c", "closed")])).toMatchObject({
    active: [{ model: "a" }, { model: "b" }],
    open: 1,
    halfOpen: 1,
    known: 3,
  });
});

test("a model that no policy names is no failover", () => {
  expect(activeFailovers([breaker("a", "open", { role: null })])).toMatchObject({ active: [], known: 0 });
});

test("breakers that judged nothing lately are not counted as measured", () => {
  expect(activeFailovers([breaker("a", "closed", { n: 0 }), breaker("b", "closed")])).toMatchObject({ measured: 1 });
});
