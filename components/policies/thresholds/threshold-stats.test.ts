import { expect, test } from "vitest";
import { type Failover, failoverSchema } from "@/lib/contract/policy";
import type { ModelTrafficRow, TierTraffic } from "@/lib/contract/tier-traffic";
import { describeDetection, formatPerDay, formatRate, formatShare } from "./describe-stats";
import { describeSuggestion } from "./describe-suggestion";
import { fieldMeanings } from "./field-meanings";
import { describePlace, statLines } from "./threshold-lines";
import { worstThresholdStats } from "./threshold-stats";
import { healthyTraffic, trafficPlaces } from "./traffic-places";

const failover = (change: Partial<Failover> = {}): Failover => ({ ...failoverSchema.parse({}), ...change });

const evenly = (perSecond: number) => Array.from({ length: 672 }, () => Math.round(perSecond * 900));
/** One busy hour in four. */
const inHours = (busy: number, quiet: number) =>
  Array.from({ length: 672 }, (_, quarter) => Math.round(quarter % 16 < 4 ? busy * 900 : quiet * 900));

function row(change: Partial<ModelTrafficRow> & { errorRate?: number; perSecond?: number } = {}): ModelTrafficRow {
  const { errorRate = 0.001, perSecond = 10, judged_by_quarter = evenly(perSecond), ...rest } = change;
  const rate = { median: perSecond, quietest: perSecond / 2 };
  const points: [number, number][] = [
    [200, 0.5],
    [800, 0.995],
    [2_000, 1],
  ];
  return {
    region: "us-east-1",
    model: "deepseek-v4-flash",
    hours: 168,
    healthy_hours: 161,
    judged_per_second: rate,
    requests_per_second: rate,
    judged_by_quarter,
    healthy: {
      judged: 1_000_000,
      failures: errorRate * 1_000_000,
      error_rate: errorRate,
      ttft_ms: { n: 999_000, points },
      duration_ms: { n: 999_000, points },
    },
    ...rest,
  };
}

const traffic = (...models: ModelTrafficRow[]): TierTraffic => ({
  tier: "standard",
  from: "2026-03-01T00:00:00.000Z",
  to: "2026-03-08T00:00:00.000Z",
  as_of: "2026-03-08T00:00:00.000Z",
  models,
});
const draft = { primary: "deepseek-v4-flash", fallbacks: [], regions: [] };
const thresholdStats = (change: Partial<Failover>, ...rows: ModelTrafficRow[]) => {
  const stats = worstThresholdStats(failover(change), trafficPlaces(draft, traffic(...rows)));
  if (!stats) throw new Error("There is healthy traffic");
  return stats;
};

test("a rate is told in the shortest period that has one at least", () => {
  expect([388.7, 1, 0.5, 1 / 7, 0.05, 0.01, 1e-5, 0].map(formatPerDay)).toEqual([
    "about 389 a day",
    "about 1 a day",
    "about 3.5 a week",
    "about 1 a week",
    "about 1.5 a month",
    "about 3.6 a year",
    "less than one a year",
    "none",
  ]);
  expect([10.2, 0.5, 0.004].map(formatRate)).toEqual(["10 a second", "30 a minute", "14 an hour"]);
  expect([0, 0.0012, 0.45].map(formatShare)).toEqual(["none", "0.12 %", "45 %"]);
});

test("the time to notice is told in requests and in time, and what takes too long is not noticed", () => {
  expect(describeDetection({ medianRequests: 41, p90Requests: 92 }, 10)).toBe(
    "after 41 requests, about 4.10 s (9 of 10 times within 9.20 s)",
  );
  expect(describeDetection({ medianRequests: 1, p90Requests: 1 }, 0.5)).toBe("after 1 request, about 2.00 s");
  expect(describeDetection({ medianRequests: 90_000, p90Requests: null }, 1)).toBe("not within a day");
  expect(describeDetection({ medianRequests: null, p90Requests: null }, 1)).toBe("not within a day");
  expect(describeDetection(null, 1)).toBe("never");
});

test("each field says what it means in requests on this traffic", () => {
  const stats = thresholdStats({ max_error_rate: 0.01 }, row());
  expect(fieldMeanings(failover({ max_error_rate: 0.01 }), stats)).toEqual({
    latency_percentile: "2 of 100 answers; p99 needs 299 samples, more than the 50 of “Min requests”",
    latency_max_ms: expect.stringMatching(/^0\.50 % of healthy answers take longer; false alarms: about \d+ a day$/),
    max_error_percent: "2 of 100 requests; 0.10 % of 1,000,000 healthy ones failed",
    min_failures: expect.stringMatching(/^False alarms by failures: about \d+ a day$/),
    window_requests: "100 requests take 10.0 s at 10 a second",
    window_seconds: "At 10 a second it holds all 100 requests",
    min_requests: "Reached 5.00 s after a start",
    cooldown_seconds: expect.stringMatching(/^False alarms take the healthy model out of rotation \d+ % of the time$/),
  });
});

test("what no hour lets fire says so and why, and what a burst could let fire is not called impossible", () => {
  const quiet = thresholdStats({}, row({ perSecond: 0.01 }));
  expect(quiet.reach).toBe("never");
  expect(fieldMeanings(failover(), quiet)).toMatchObject({
    min_failures: "Cannot fire: no window of these days held enough requests",
    window_seconds: "At 36 an hour it holds only 4 requests",
    min_requests: "Cannot fire: 50 requests take longer than the window even at 36 an hour",
    cooldown_seconds: "No false alarm is expected on healthy traffic",
  });
  expect(statLines(failover(), quiet)).toMatchObject([
    { label: "False alarms", text: "none: nothing can fire at this traffic" },
    { text: "never" },
    { text: "never" },
    { text: "never" },
    { label: "When it decides", text: expect.stringMatching(/^cannot fire: a window holds 4 of the 50/) },
  ]);
  const burst = thresholdStats({}, row({ perSecond: 0.1 }));
  expect(burst.reach).toBe("burst");
  expect(fieldMeanings(failover(), burst).min_requests).toMatch(/^Hardly ever fires: 50 requests take longer/);
  expect(statLines(failover(), burst)).toMatchObject([
    { label: "False alarms", text: expect.stringContaining("about") },
    { text: "hardly ever: a window seldom holds enough requests" },
    { text: "hardly ever: a window seldom holds enough requests" },
    { text: "hardly ever: a window seldom holds enough requests" },
    { label: "When it decides", text: expect.stringMatching(/^hardly ever: a window holds about 31 of the 50/) },
  ]);
  const rare = thresholdStats({ max_error_rate: 1 }, row());
  expect(fieldMeanings(failover({ max_error_rate: 1 }), rare)).toMatchObject({
    max_error_percent: expect.stringMatching(/^More than all 100 requests/),
    min_failures: "Cannot fire: a window never holds so many failures",
  });
});

test("what fires in busy hours alone says in how many, and is told at their traffic", () => {
  const uneven = row({ perSecond: 0.02, judged_by_quarter: inHours(0.4, 0.02) });
  const stats = thresholdStats({}, uneven);
  expect(fieldMeanings(failover(), stats)).toMatchObject({
    max_error_percent: expect.stringMatching(/^1 of 100 requests/),
    min_failures: expect.stringMatching(/^False alarms by failures: about/),
    window_seconds: "At 24 a minute it holds all 100 requests",
    min_requests: "Reached in 42 of 168 hours with traffic",
  });
  const lines = statLines(failover(), stats);
  expect(lines[0]?.text).toMatch(/^about \d+(\.\d)? a day \(failures about/);
  expect(lines[2]?.text).toMatch(/^after \d+ request.*, in hours with enough requests$/);
  expect(lines.at(-1)).toEqual({
    label: "When it decides",
    text: "in 42 of 168 hours: below 10 a minute a window holds too few of the 50 requests needed",
    isWarning: true,
  });
  expect(describePlace(stats, trafficPlaces(draft, traffic(uneven)))).toContain(
    "1.2 a minute in the median hour, up to",
  );
});

test("a rule that is nearly always open is not called quiet, and the parts add up to the whole", () => {
  const policy = { max_error_rate: 0, window_seconds: 1_800 };
  const slow = row();
  slow.healthy.ttft_ms.points = [
    [900, 0.02],
    [2_000, 1],
  ];
  const stats = thresholdStats(policy, slow);
  expect(statLines(failover(policy), stats)[0]?.text).toMatch(
    /^a healthy model is out >99 % of the time: by failures alone \d+ %, by latency alone >99 %$/,
  );
  expect(fieldMeanings(failover(policy), stats).latency_max_ms).toMatch(
    /^>?\d+ % of healthy answers take longer; this alone takes the healthy model out of rotation >99 % of the time$/,
  );
  const { parts, alarms } = thresholdStats({ max_error_rate: 0.01 }, row());
  expect(parts.errors + parts.latency).toBeCloseTo(alarms.perDay, 9);
});

test("without samples of its metric a latency limit cannot fire, and without a limit nothing is said of it", () => {
  const plain = row();
  plain.healthy.ttft_ms = { n: 0, points: [] };
  expect(fieldMeanings(failover(), thresholdStats({}, plain)).latency_max_ms).toBe(
    "No streamed answers of this model yet, so this cannot fire",
  );
  const without = thresholdStats({ latency: null }, row());
  expect(fieldMeanings(failover({ latency: null }), without)).not.toHaveProperty("latency_max_ms");
  expect(statLines(failover({ latency: null }), without).map(({ label }) => label)).not.toContain(
    "Detects 5 % slow answers",
  );
});

test("the worst of the regions is the one told, by its own primary", () => {
  const rows = [
    row(),
    row({ region: "eu-central-1", errorRate: 0.004 }),
    row({ region: "eu-central-1", model: "qwen3-32b", errorRate: 0.0001 }),
  ];
  const stats = thresholdStats({}, ...rows);
  expect([stats.region, stats.model]).toEqual(["eu-central-1", "deepseek-v4-flash"]);
  expect(describePlace(stats, trafficPlaces(draft, traffic(...rows)))).toBe(
    "eu-central-1/deepseek-v4-flash, the worst of 2 regions: 10 a second, 161 healthy of 168 hours with traffic in 7 days",
  );

  const own = { ...draft, regions: [{ region: "eu-central-1", primary: " qwen3-32b ", fallbacks: [] }] };
  expect(trafficPlaces(own, traffic(...rows)).map(({ model }) => model)).toEqual(["qwen3-32b", "deepseek-v4-flash"]);
  const elsewhere = { ...draft, regions: [{ region: "ap", primary: "new", fallbacks: [] }] };
  expect(trafficPlaces(elsewhere, traffic(row()))[0]).toEqual({ region: "ap", model: "new", row: null });
});

test("a primary that was never healthy has no figures", () => {
  const ill = row();
  ill.healthy.error_rate = null;
  expect(healthyTraffic(ill)).toBeNull();
  expect(worstThresholdStats(failover(), trafficPlaces(draft, traffic(ill)))).toBeNull();
});

test("where no region can fire none is called the worst", () => {
  const rows = [row({ perSecond: 0.01 }), row({ region: "eu-central-1", perSecond: 0.02 })];
  expect(describePlace(thresholdStats({}, ...rows), trafficPlaces(draft, traffic(...rows)))).toMatch(
    /^eu-central-1\/deepseek-v4-flash, the busiest of 2 regions: /,
  );
});

test("a suggestion says what it changed, or why it could not", () => {
  const before = failover();
  const FOUND = { status: "found", change: { min_failures: 5, window_requests: 500 } } as const;
  expect(describeSuggestion({ ...FOUND, wakes: false }, "week", before)).toBe(
    "Changed Min failures 1 → 5, Window (requests) 100 → 500: at most one a week in every region.",
  );
  expect(describeSuggestion({ ...FOUND, wakes: true }, "week", before)).toContain(
    "most hours had too few requests in a window",
  );
  expect(describeSuggestion({ status: "too_quiet" }, "week", before)).toMatch(/^Nothing changed: .* too few requests/);
  expect(describeSuggestion({ status: "unchanged" }, "day", before)).toContain(
    "at most one a day in every region already",
  );
  expect(
    describeSuggestion({ status: "unreachable", because: "latency", latencyLimitMs: 1_240 }, "month", before),
  ).toContain("it takes a max latency of 1.24 s");
  expect(
    describeSuggestion({ status: "unreachable", because: "errors", latencyLimitMs: null }, "month", before),
  ).toContain("Not reachable");
});
