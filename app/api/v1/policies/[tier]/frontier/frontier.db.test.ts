import { beforeAll, expect, test } from "vitest";
import { backtestService } from "@/app/_server/backtest/backtest-service";
import { runBacktest } from "@/app/_server/backtest/run-backtest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import { frontierReplySchema } from "@/lib/contract/frontier";
import { tierPolicySchema } from "@/lib/contract/policy";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { HOUR_US, MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { POST } from "./route";

const database = testDatabase();
givenServer(database, { services: [backtestService] });
const TIER = "swept";
const nowUs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_US;
const fromUs = nowUs - 3 * HOUR_US;
const window = { from: new Date(fromUs / 1_000).toISOString(), to: new Date(nowUs / 1_000).toISOString() };
const policy = {
  tier: TIER,
  primary: "a",
  fallbacks: ["b", "c"],
  failover: { latency: null, max_error_rate: 0.2, min_requests: 20, min_failures: 3, window_requests: 50, ramp: [1] },
};
let key = "";

beforeAll(async () => {
  const { db } = database;
  const created = await createKey(db, {
    key: { name: "k", scopes: ["policies:read"] },
    actor: "test",
    now: new Date(),
  });
  key = created.key;
  // Every five seconds one on each; "a" fails a third of the time for ten minutes, "c" is dear and slow, and known to another tier only.
  const attempts = Array.from({ length: 1_200 }, (_, index) => {
    const startedAtUs = fromUs + index * 5_000_000;
    const isDown = index >= 600 && index < 720 && index % 3 === 0;
    return [
      anAttempt({ model: "a", tier: TIER, startedAtUs, outcome: isDown ? "timeout" : "ok" }),
      anAttempt({ model: "b", tier: TIER, startedAtUs, costPico: 900_000_000n, durationUs: 700_000 + index }),
      anAttempt({ model: "c", tier: "elsewhere", startedAtUs, costPico: 9_000_000_000n, durationUs: 5_000_000 }),
    ];
  });
  await givenAttempts(database.sql, attempts.flat());
});

function ask(body: unknown, { tier = TIER, signal }: { tier?: string; signal?: AbortSignal } = {}) {
  const request = new Request(`http://localhost/api/v1/policies/${tier}/frontier`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  return POST(request, { params: Promise.resolve({ tier }) });
}

test("every point of a sweep is what its own back-test comes to", async () => {
  const response = await ask({ policy, ...window });
  expect(response.status).toBe(200);
  const reply = frontierReplySchema.parse(await response.json());
  // Two orders, two ramps, three thresholds.
  expect(reply).toMatchObject({ tier: TIER, attempts: 2_400, grid: 12 });
  expect(reply.points).toHaveLength(12);
  expect(reply.points.map((point) => point.is_draft)).toEqual(reply.points.map((_, place) => place === 0));
  expect(reply.points.some((point) => point.on_frontier)).toBe(true);
  expect(new Set(reply.points.map((point) => point.error_rate)).size).toBeGreaterThan(1);
  expect(new Set(reply.points.map((point) => point.usd_per_thousand)).size).toBeGreaterThan(1);

  const quietly = { signal: new AbortController().signal, onProgress: () => undefined };
  for (const point of reply.points) {
    const { fallbacks, max_error_rate, latency, ramp } = point;
    const failover = { ...policy.failover, max_error_rate, latency, ramp };
    const alone = tierPolicySchema.parse({ ...policy, fallbacks, failover });
    const { after, ...run } = await runBacktest(database.db, { policy: alone, fromUs, toUs: nowUs }, quietly);
    expect(point).toMatchObject({
      compared: run.compared,
      moved_attempts: run.moved_attempts,
      trips: run.trips,
      error_rate: after.error_rate,
      error_rate_band: after.error_rate_band,
      duration_p99_ms: after.duration_ms.p99,
      duration_p99_band: after.duration_ms.bands.p99,
    });
    const perThousand = (Number(parseUsd(after.cost_usd ?? "0")) * 1_000) / after.attempts;
    expect(Number(parseUsd(point.usd_per_thousand ?? "0"))).toBeCloseTo(perThousand, -3);
  }
});

test("who leaves cancels a sweep, and a policy of another tier is refused", async () => {
  const leaving = new AbortController();
  const left = ask({ policy, ...window }, { signal: leaving.signal });
  leaving.abort();
  expect((await left).status).toBe(409);

  const refused = await ask({ policy, ...window }, { tier: "other" });
  const { error } = errorBodySchema.parse(await refused.json());
  expect([refused.status, Object.keys(error.fields ?? {})]).toEqual([422, ["policy.tier"]]);
});
