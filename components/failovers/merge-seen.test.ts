import { expect, test } from "vitest";
import type { FailoverEvent } from "@/lib/contract/failovers";
import { mergeSeen, seenBy } from "./merge-seen";

const event = (change: Partial<FailoverEvent>): FailoverEvent => ({
  id: 1,
  at: "2026-03-01T05:20:20.755999Z",
  tier: "standard",
  region: "us-east-1",
  model: "kimi-k2.5",
  from: "closed",
  to: "open",
  reason: "error_rate",
  n: 25,
  failures: 8,
  value: 0.32,
  threshold: 0.1,
  policy_version: 2,
  source: "attempt",
  router: null,
  ...change,
});
const byRouter = (change: Partial<FailoverEvent>) => event({ source: "router", router: "edge-1", ...change });

test("what the server and routers saw alike is one transition that names them", () => {
  const merged = mergeSeen([
    byRouter({ id: 3, router: "edge-2", at: "2026-03-01T05:20:20.755Z" }),
    byRouter({ id: 2 }),
    event({}),
  ]);

  expect(merged.map(({ id }) => id)).toEqual([1]);
  expect(merged.map(seenBy)).toEqual(["an attempt, edge-2, edge-1"]);
});

test("another instant, other counts or a router alone stay rows of their own", () => {
  const rows = [
    byRouter({ id: 5, at: "2026-03-01T05:20:21Z" }),
    byRouter({ id: 4, failures: 9 }),
    byRouter({ id: 3, model: "glm-5" }),
    byRouter({ id: 2, router: "edge-3", model: "glm-5" }),
    event({ source: "decision", reason: "cooldown" }),
  ];

  expect(mergeSeen(rows).map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
  expect(mergeSeen(rows).map(seenBy).at(-2)).toBe("router edge-3");
  expect(mergeSeen(rows).map(seenBy).at(-1)).toBe("a decision");
});
