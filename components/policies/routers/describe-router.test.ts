import { expect, test } from "vitest";
import type { RouterReport } from "@/lib/contract/routers";
import { breakerDifferences, describeRouter, routersSummary } from "./describe-router";

const routers = { as_of: "2026-03-01T12:00:00Z", bundle_version: 12, bundle_digest: "a".repeat(16) };
const routerOf = (change: Partial<RouterReport>): RouterReport => ({
  router: "r",
  key_name: null,
  client: null,
  state: "current",
  bundle_version: 12,
  bundle_digest: null,
  bundle_age_seconds: null,
  interval_seconds: 15,
  first_seen_at: routers.as_of,
  seen_at: "2026-03-01T11:55:00Z",
  breakers: [],
  ...change,
});

test("a router's state is told with the numbers behind it", () => {
  expect(describeRouter(routerOf({}), routers)).toBe("runs the active version");
  expect(describeRouter(routerOf({ bundle_version: 11 }), routers)).toBe("fetching 12");
  expect(describeRouter(routerOf({ bundle_version: 11, state: "behind" }), routers)).toBe("1 version behind");
  expect(describeRouter(routerOf({ bundle_version: 9, state: "behind" }), routers)).toBe("3 versions behind");
  expect(describeRouter(routerOf({ bundle_version: 14, state: "behind" }), routers)).toBe(
    "version 14 is not active here",
  );
  expect(describeRouter(routerOf({ state: "silent" }), routers)).toBe("last report 5 min ago, due every 15 s");
  expect(describeRouter(routerOf({ state: "behind" }), routers)).toBe("runs version 12 instead of the active one");
  expect(describeRouter(routerOf({ state: "silent", bundle_version: 9 }), routers)).toBe(
    "last report 5 min ago, due every 15 s; it ran version 9",
  );
});

test("the summary counts who runs the active version, and a silent one is not among them", () => {
  const all = [routerOf({}), routerOf({ state: "behind", bundle_version: 9 }), routerOf({ state: "silent" })];
  expect(routersSummary({ ...routers, routers: all })).toBe("1 of 3 run the active version 12; 1 behind, 1 silent");
  expect(routersSummary({ ...routers, routers: [routerOf({})] })).toBe("1 of 1 run the active version 12");
});

test("only breakers that a router sees otherwise from the server differ, and unheard of is closed", () => {
  const place = { tier: "standard", region: "eu" };
  const health = (["a", "b"] as const).map((model) => ({
    ...place,
    model,
    role: "primary" as const,
    state: "open" as const,
    share: 0,
    since: null,
    n: 50,
    failures: 9,
    error_rate: null,
    latency_ms: null,
  }));
  const breakers = [
    { ...place, model: "a", state: "open" as const, since: null },
    { ...place, model: "b", state: "closed" as const, since: null },
    { ...place, model: "c", state: "half_open" as const, since: null },
    { ...place, model: "d", state: "closed" as const, since: null },
  ];

  expect(breakerDifferences(routerOf({ breakers }), health)).toEqual([
    { place: "b in eu, standard", router: "closed", server: "open" },
    { place: "c in eu, standard", router: "half_open", server: "closed" },
  ]);
});
