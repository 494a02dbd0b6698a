import { expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { compareLanes } from "./compare-lanes";
import type { Result } from "./result";
import { summarizeRun } from "./summarize-run";
import { givenResult } from "./testing/given-result";

const lanes = { models: ["fast"], regions: [] };
const summaryOf = (results: readonly Result[]) => {
  const [summary] = summarizeRun(lanes, results);
  if (!summary) throw new Error("There is a lane");
  return summary;
};
const many = (n: number, of: (index: number) => Partial<Result>) =>
  Array.from({ length: n }, (_, index) => givenResult({ index, sent_ms: index * 100, ...of(index) }));

test("latencies are of successful calls and count from when they were due; the rate counts from the first token", () => {
  const { samples, outcomes, n } = summaryOf([
    givenResult({ due_ms: 1_000, sent_ms: 1_500 }),
    givenResult({ outcome: "rate_limited", duration_ms: 5, ttft_ms: null, output_tokens: null }),
  ]);

  expect([samples.ttft.p50, samples.duration.p50, samples.rate.p50]).toEqual([700, 1_700, 50]);
  expect([n, outcomes.ok, outcomes.rate_limited]).toEqual([2, 1, 1]);
});

test("percentiles are those of nearest rank, and p99 has an upper bound from 299 samples on", () => {
  const results = many(400, (index) => ({ duration_ms: 1_000 + ((index * 7) % 400) }));

  expect(summaryOf(results).samples.duration).toMatchObject({ p50: 1_199, p95: 1_379, p99: 1_395 });
  expect(summaryOf(results).samples.duration.bands.p99[1]).not.toBeNull();
  expect(summaryOf(results.slice(0, 298)).samples.duration.bands.p99[1]).toBeNull();
});

test("an error rate is of what was judged, by class, and its interval is wider where failures come together", () => {
  const next = seededRandom(4);
  const scattered = many(960, () => ({ outcome: next() < 0.1 ? "server_error" : "ok" }));
  const together = many(960, (index) => ({ outcome: index >= 400 && index < 496 ? "server_error" : "ok" }));
  const caller = many(100, () => ({ outcome: "client_error", error_code: "400" }));
  const width = (results: readonly Result[]) => {
    const { failed } = summaryOf(results);
    return failed === null ? null : failed.high - failed.low;
  };

  expect(summaryOf([...together, ...caller]).failed?.value).toBeCloseTo(0.1);
  expect(summaryOf(together).failedBy.server_error?.value).toBeCloseTo(0.1);
  expect(summaryOf(together).failedBy.timeout).toMatchObject({ value: 0, low: 0 });
  expect(width(together)).toBeGreaterThan(1.5 * (width(scattered) ?? 0));
  expect(summaryOf(caller)).toMatchObject({ failed: null, errorCodes: [{ code: "400", n: 100 }] });
});

test("costs add up exactly; those not known are counted, and leave nothing to say of a million tokens", () => {
  const priced = many(10, () => ({ cost_usd: "0.000000000001" }));

  expect(summaryOf(priced)).toMatchObject({ costUsd: "0.00000000001", priced: 10, usdPerMOutput: "0.00000002" });
  expect(summaryOf([...priced, givenResult({ cost_usd: null })])).toMatchObject({ priced: 10, usdPerMOutput: null });
  expect(summaryOf(many(2, () => ({ cost_usd: null }))).costUsd).toBeNull();
});

const PROMPTS = Array.from({ length: 30 }, (_, index) => `p${index}`);

test("a small difference between models shows through a large one between prompts", () => {
  const next = seededRandom(9);
  const lane = (shiftMs: number) =>
    PROMPTS.flatMap((prompt, place) =>
      [0, 1, 2].map((repetition) =>
        givenResult({ prompt, repetition, duration_ms: 1_000 * 1.3 ** place + shiftMs + 20 * next() }),
      ),
    );
  const { samples } = compareLanes(lane(0), lane(-100));

  expect(samples.duration).toMatchObject({ prompts: 30, lower: 30 });
  expect(samples.duration.low).toBeGreaterThan(-120);
  expect(samples.duration.high).toBeLessThan(-80);
});

test("the interval holds the median difference in 95 of 100 comparisons, at least", () => {
  const next = seededRandom(11);
  let held = 0;
  for (let round = 0; round < 400; round++) {
    // Skewed, with a median of ln 2.
    const shifts = PROMPTS.map(() => -Math.log(1 - next()));
    const first = PROMPTS.map((prompt) => givenResult({ prompt, duration_ms: 500 }));
    const second = PROMPTS.map((prompt, place) => givenResult({ prompt, duration_ms: 500 + (shifts[place] ?? 0) }));
    const { low, high } = compareLanes(first, second).samples.duration;
    if ((low ?? 0) <= Math.LN2 && Math.LN2 <= (high ?? 0)) held += 1;
  }

  expect(held / 400).toBeGreaterThan(0.935);
});

test("prompts without an answer of both are in no pair, and failures are compared by themselves", () => {
  const first = PROMPTS.map((prompt) => givenResult({ prompt }));
  const second = PROMPTS.map((prompt, place) =>
    givenResult({ prompt, cost_usd: "0.000012", outcome: place < 10 ? "timeout" : "ok" }),
  );
  const { samples, costUsd, failed } = compareLanes(first, second);

  expect(samples.ttft).toMatchObject({ prompts: 20, median: 0, lower: 0 });
  expect(costUsd).toEqual({ prompts: 20, lower: 0, median: "0.000002", low: "0.000002", high: "0.000002" });
  expect(failed?.value).toBeCloseTo(1 / 3);
  expect(failed?.low).toBeGreaterThan(0);
  expect(compareLanes(first, []).samples.ttft).toMatchObject({ prompts: 0, median: null, low: null, high: null });
});
