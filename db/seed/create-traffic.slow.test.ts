import { expect, test } from "vitest";
import { type LogRecord, logRecordSchema } from "@/lib/contract/log-record";
import { tierPolicySchema } from "@/lib/contract/policy";
import { isFailure } from "@/lib/domain/outcome";
import { DEFAULT_POLICIES } from "@/lib/domain/policies/catalogue-policies";
import { createRandom } from "@/lib/domain/simulation/random";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { HOUR_MS } from "@/lib/domain/time/units";
import { createTraffic } from "./create-traffic";
import type { Incident } from "./incidents";

const FROM_MS = Date.UTC(2026, 2, 3, 6);
const tiers = DEFAULT_POLICIES.map((policy) => ({ ...policy, version: 1, bundleVersion: 9 }));

function simulate(seed: number, incidents: Incident[] = [], perMinute = 200) {
  const traffic = createTraffic({ random: createRandom(seed), tiers, incidents: () => incidents, prefix: "t-" });
  return traffic.between(FROM_MS * 1000, (FROM_MS + HOUR_MS) * 1000, perMinute);
}

test("the same seed gives the same traffic, another seed another", () => {
  const text = (seed: number) => JSON.stringify(simulate(seed, [], 10));

  expect(text(1)).toBe(text(1));
  expect(text(1)).not.toBe(text(2));
});

test("every record is one a router could have sent, and no key comes twice", () => {
  const { records } = simulate(3, [], 30);

  const refused = records.filter((record) => {
    return !logRecordSchema.safeParse({ ...record, started_at: formatInstantUs(record.started_at) }).success;
  });
  expect(refused).toEqual([]);
  expect(new Set(records.map((record) => record.id)).size).toBe(records.length);
  expect(records.length).toBeGreaterThan(1_500);
});

test("each request has one final attempt, its last, and a failed one before it starts no later", () => {
  const outage: Incident = {
    kind: "outage",
    model: "deepseek-v4-flash",
    region: null,
    strength: 0.5,
    fromMs: FROM_MS,
    toMs: FROM_MS + HOUR_MS,
  };
  const requests = new Map<string, LogRecord[]>();
  for (const record of simulate(4, [outage], 30).records) {
    const key = record.request_id ?? record.id;
    requests.set(key, [...(requests.get(key) ?? []), record]);
  }

  const retried = [...requests.values()].filter((attempts) => attempts.length > 1);
  expect(retried.length).toBeGreaterThan(10);
  expect([...requests.values()].filter(([first]) => first?.final)).toHaveLength(requests.size - retried.length);
  for (const attempts of retried) {
    expect(attempts.map((record) => record.final)).toEqual(attempts.map((_, index) => index === attempts.length - 1));
    for (const [index, record] of attempts.slice(0, -1).entries()) {
      expect(isFailure(record.outcome ?? "ok")).toBe(true);
      const end = record.started_at + (record.duration_ms ?? 0) * 1000;
      expect(attempts[index + 1]?.started_at).toBeGreaterThanOrEqual(Math.floor(end));
    }
  }
});

test("a regional outage opens the model there and nowhere else, and moves its traffic to the fallback", () => {
  const outage: Incident = {
    kind: "outage",
    model: "deepseek-v4-flash",
    region: "ap-southeast-1",
    strength: 0.9,
    fromMs: FROM_MS + HOUR_MS / 4,
    toMs: FROM_MS + HOUR_MS,
  };
  const { records, failovers } = simulate(5, [outage]);

  const opened = failovers.filter((event) => event.to === "open" && event.tier === "standard" && event.n >= 50);
  expect(opened.some((event) => event.region === "ap-southeast-1" && event.reason === "error_rate")).toBe(true);
  const last = records.filter(
    ({ tier, region, started_at }) =>
      tier === "standard" && region === "ap-southeast-1" && started_at > (FROM_MS + HOUR_MS / 2) * 1000,
  );
  const isFallback = ({ model }: { model: string }) => /qwen3-32b/i.test(model);
  expect(last.filter(isFallback).length / last.length).toBeGreaterThan(0.8);
});

test("breakers end in the state of their last transition, and another run goes on from there", () => {
  const outage: Incident = {
    kind: "outage",
    model: "deepseek-v4-flash",
    region: null,
    strength: 0.9,
    fromMs: FROM_MS + HOUR_MS / 2,
    toMs: FROM_MS + 2 * HOUR_MS,
  };
  const input = { tiers, incidents: () => [outage], prefix: "t-" };
  const first = createTraffic({ ...input, random: createRandom(8) });
  const { failovers } = first.between(FROM_MS * 1000, (FROM_MS + HOUR_MS) * 1000, 200);

  const nameOf = ({ tier, region, model }: { tier: string; region: string; model: string }) =>
    `${tier} ${region} ${model}`;
  const statuses = new Map(first.breakers().map((breaker) => [nameOf(breaker), breaker.state.status]));
  expect(failovers.length).toBeGreaterThan(5);
  for (const [name, to] of new Map(failovers.map((event) => [nameOf(event), event.to]))) {
    expect(statuses.get(name)).toBe(to);
  }

  const second = createTraffic({ ...input, random: createRandom(9), breakers: first.breakers() });
  const later = second.between((FROM_MS + HOUR_MS) * 1000, (FROM_MS + 1.5 * HOUR_MS) * 1000, 200).failovers;
  const firstLater = new Map(later.toReversed().map((event) => [nameOf(event), event.from]));
  expect(firstLater.size).toBeGreaterThan(0);
  for (const [name, from] of firstLater) expect(from).toBe(statuses.get(name) ?? "closed");
});

test("the models' latencies have the shapes that are said of them", () => {
  const ttft = simulate(6, [], 120).records.flatMap((record) =>
    record.model === "deepseek-v4-flash" && record.outcome === "ok" && record.ttft_ms != null ? record.ttft_ms : [],
  );
  ttft.sort((a, b) => a - b);

  const p99 = ttft[Math.ceil(ttft.length * 0.99) - 1] ?? 0;
  expect(p99).toBeGreaterThan(370);
  expect(p99).toBeLessThan(480);
});

test("the demo's policies are valid", () => {
  for (const policy of DEFAULT_POLICIES) expect(() => tierPolicySchema.parse(policy)).not.toThrow();
});
