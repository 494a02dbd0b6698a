import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import type { IngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { HOUR_US, SECOND_US } from "@/lib/domain/time/units";
import { IngestStats } from "./ingest-stats";

const NOW = Date.UTC(2026, 2, 1, 12) * 1_000;

const attempt = (overrides: Partial<Attempt> = {}): Attempt => ({
  id: crypto.randomUUID(),
  startedAtUs: NOW - 3 * SECOND_US,
  durationUs: 2 * SECOND_US,
  ttftUs: SECOND_US,
  streamed: true,
  outcome: "ok",
  requestId: null,
  attempt: 1,
  final: true,
  model: "m",
  requestedModel: null,
  provider: "p",
  region: "global",
  tier: null,
  app: "default",
  operation: "chat",
  team: null,
  key: null,
  environment: null,
  feature: null,
  agent: null,
  stage: 1,
  consumer: null,
  session: null,
  router: null,
  errorCode: null,
  serviceTier: null,
  policyVersion: null,
  httpStatus: 200,
  inputTokens: 10,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 5,
  reasoningTokens: 0,
  cacheWrite1hTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  imageInputTokens: 0,
  units: null,
  revision: 0,
  usageSource: "reported",
  usageInconsistent: false,
  costPico: 5n,
  costEstimated: false,
  reportedCostPico: null,
  priceId: 1,
  traceId: null,
  tags: null,
  ...overrides,
});

function arrived(attempts: Attempt[], isNew = new Uint8Array(attempts.length).fill(1)) {
  const stats = new IngestStats();
  stats.add({ keyId: "k", source: "switchyard" }, { attempts, isNew, rejected: 0, nowUs: NOW });
  const [minute] = stats.take();
  if (!minute) throw new Error("Nothing arrived");
  return minute;
}
const seen = (...attempts: Attempt[]) => {
  const { counts } = arrived(attempts);
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0)) as Partial<IngestCounts>;
};
const HEALTHY = { records: 1, streams: 1, streams_with_ttft: 1, with_usage: 1 };

test("an attempt that is as it should be speaks against no test", () => {
  expect(seen(attempt())).toEqual(HEALTHY);
});

test.each<[string, Partial<Attempt>, Partial<IngestCounts>]>([
  ["a first token with the last", { ttftUs: 2 * SECOND_US }, { ttft_is_duration: 1 }],
  ["the same of an answer of one token", { ttftUs: 2 * SECOND_US, outputTokens: 1 }, {}],
  ["more cached than input", { usageInconsistent: true }, { cached_over_input: 1 }],
  ["free with tokens", { reportedCostPico: 0n }, { with_reported_cost: 1, free_with_tokens: 1 }],
  ["a cost", { reportedCostPico: 7n }, { with_reported_cost: 1 }],
  ["no price", { costPico: null, priceId: null }, { unpriced: 1 }],
  ["an end ahead of the clock", { startedAtUs: NOW + 5 * SECOND_US }, { ahead_of_clock: 1 }],
  ["eight hours off", { startedAtUs: NOW - 8 * HOUR_US - 2 * SECOND_US }, { off_by_hours: 1 }],
  ["Kathmandu's five and three quarters, which no half hour is", { startedAtUs: NOW - 5.75 * HOUR_US }, {}],
  ["a usual answer", { outputTokens: 200 }, { timed_outputs: 1 }],
  [
    "its seconds sent as milliseconds",
    { outputTokens: 200, durationUs: 2_000, ttftUs: 900 },
    { timed_outputs: 1, too_fast: 1 },
  ],
  ["in a trace", { traceId: "t" }, { traced: 1 }],
])("%s", (_, overrides, counts) => {
  expect(seen(attempt(overrides))).toEqual({ ...HEALTHY, ...counts });
});

test("streams without a first token or usage are told, failed ones and others are not", () => {
  expect(seen(attempt({ ttftUs: null }))).toEqual({ records: 1, streams: 1, with_usage: 1 });
  const bare = { usageSource: "missing", inputTokens: null, outputTokens: null } as const;
  expect(seen(attempt(bare))).toEqual({ records: 1, streams: 1, streams_with_ttft: 1, streams_without_usage: 1 });
  expect(seen(attempt({ ...bare, outcome: "timeout" }))).toEqual({ records: 1 });
});

test("a call and the span around it are told twice; two calls of one trace after one another are not", () => {
  const span = { traceId: "t", startedAtUs: NOW - 10 * SECOND_US };
  const outer = attempt({ ...span, durationUs: 8 * SECOND_US });
  const inner = attempt({ traceId: "t", startedAtUs: NOW - 9 * SECOND_US, durationUs: 5 * SECOND_US });
  const next = attempt({ traceId: "t", startedAtUs: NOW - 1 * SECOND_US, durationUs: SECOND_US });

  expect(seen(inner, outer)).toMatchObject({ traced: 2, counted_twice: 1 });
  expect(seen(outer, inner)).toMatchObject({ traced: 2, counted_twice: 1 });
  expect(seen(inner, next).counted_twice).toBeUndefined();
  expect(seen(outer, attempt({ ...inner, outputTokens: 6, id: "x" })).counted_twice).toBeUndefined();
});

test("what was known already counts as a duplicate and as nothing else; lateness and lag are of new ones", () => {
  const late = attempt({ startedAtUs: NOW - 400 * SECOND_US });
  const minute = arrived([attempt(), late, attempt()], Uint8Array.of(1, 1, 0));

  expect(minute).toMatchObject({ posts: 1, duplicates: 1, late: 1, startsAtUs: NOW, counts: { records: 2 } });
  expect(minute.lag.n).toBe(2);
});

test("senders and minutes are kept apart, and are told once", () => {
  const stats = new IngestStats();
  const post = { attempts: [], isNew: null, rejected: 2, nowUs: NOW };
  stats.add({ keyId: "a", source: "otlp" }, post);
  stats.add({ keyId: "a", source: "otlp" }, { ...post, nowUs: NOW + 59 * SECOND_US });
  stats.add({ keyId: "a", source: "switchyard" }, post);
  stats.add({ keyId: "a", source: "otlp" }, { ...post, nowUs: NOW + 60 * SECOND_US });

  expect(stats.take().map(({ source, rejected, posts }) => [source, rejected, posts])).toEqual([
    ["otlp", 4, 2],
    ["switchyard", 2, 1],
    ["otlp", 2, 1],
  ]);
  expect(stats.take()).toEqual([]);
});
