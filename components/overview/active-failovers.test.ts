import { expect, test } from "vitest";
import type { FailoverEvent } from "@/lib/contract/failovers";
import { activeFailovers } from "./active-failovers";

const event = (at: string, to: FailoverEvent["to"], model = "a", region = "eu"): FailoverEvent => ({
  at: `2026-03-01T${at}:00Z`,
  tier: "standard",
  region,
  model,
  from: "closed",
  to,
  reason: "latency",
  n: 100,
  failures: 0,
  value: 900,
  threshold: 800,
  policy_version: 1,
  source: "attempt",
  router: null,
});

test("only the latest transition of a breaker counts, in whatever order they come", () => {
  expect(activeFailovers([event("10:00", "open"), event("11:00", "closed")])).toEqual([]);
  expect(activeFailovers([event("11:00", "half_open"), event("10:00", "open")])).toHaveLength(1);
});

test("each region and model has a breaker of its own", () => {
  const events = [event("10:00", "open", "a", "eu"), event("11:00", "closed", "a", "us"), event("09:00", "open", "b")];
  expect(activeFailovers(events).map(({ model, region }) => `${model} ${region}`)).toEqual(["a eu", "b eu"]);
});
