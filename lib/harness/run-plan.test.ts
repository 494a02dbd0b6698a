import fc from "fast-check";
import { expect, test } from "vitest";
import type { Pattern } from "./pattern";
import { lanesOf, type Plan } from "./plan";
import type { Measured, Result } from "./result";
import { type PlanRun, type RunEnd, runPlan } from "./run-plan";
import { smallPlan } from "./testing/small-plan";
import { createVirtualClock } from "./testing/virtual-clock";

const SERVICE_MS = 70;
const answered: Measured = {
  ...{ outcome: "ok", http_status: 200, error_code: null, ttft_ms: 10, duration_ms: SERVICE_MS, finish_reason: "stop" },
  ...{ input_tokens: 10, cached_input_tokens: null, output_tokens: 5, reasoning_tokens: null, answered_by: null },
};

type Session = { results: Result[]; end: RunEnd; calls: number };

/** Runs a plan on a virtual clock, from earlier results, until so many are stored; then it is killed: what is in flight is lost. */
async function session(
  plan: Plan,
  { results: before = [], killAfter = Infinity, ...rest }: Partial<PlanRun> & { killAfter?: number },
): Promise<Session> {
  const results = [...before];
  let calls = 0;
  let clock = createVirtualClock();
  let kill = () => {};
  const dead = new Promise<RunEnd>((resolve) => {
    kill = () => resolve("interrupted");
  });
  const run: PlanRun = {
    ...{ plan, results: before, budget: null, stop: new AbortController().signal },
    now: () => new Date(Date.UTC(2026, 2, 1)),
    createClock: (startMs) => {
      clock = createVirtualClock(startMs);
      return clock;
    },
    call: async () => {
      calls += 1;
      await clock.delay(SERVICE_MS);
      return answered;
    },
    costOf: () => 3n,
    onResult: async (result) => {
      if (results.length - before.length < killAfter) results.push(result);
      if (results.length - before.length >= killAfter) kill();
    },
    ...rest,
  };
  const running = runPlan(run);
  // The clock is the run's by now.
  const end = await clock.run(Promise.race([running, dead]));
  return { results, end, calls };
}

const pattern: fc.Arbitrary<Pattern> = fc.constantFrom(
  { kind: "steady" } as const,
  { kind: "open", rate: 20 } as const,
  { kind: "bursty", rate: 20, burst: 4 } as const,
);
const keyOf = ({ model, region, index, prompt, repetition, due_ms }: Result) =>
  JSON.stringify([model, region, index, prompt, repetition, due_ms]);
const keysOf = (results: readonly Result[]) => results.map(keyOf).sort();

test("a run killed anywhere, as often as may be, and resumed equals an unbroken one", async () => {
  await fc.assert(
    fc.asyncProperty(
      pattern,
      fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      async (pattern, kills, concurrency) => {
        const plan = smallPlan({ pattern, concurrency, regions: ["eu", "us"], requests: 10 });
        const unbroken = await session(plan, {});
        let results: Result[] = [];
        for (const killAfter of kills) ({ results } = await session(plan, { results, killAfter: killAfter + 1 }));
        const resumed = await session(plan, { results });

        expect(resumed.end).toBe("complete");
        expect(unbroken.results).toHaveLength(10 * lanesOf(plan).length);
        expect(keysOf(resumed.results)).toEqual(keysOf(unbroken.results));
        expect(resumed.calls).toBe(unbroken.results.length - results.length);
      },
    ),
    { numRuns: 40 },
  );
});

test("a resumed schedule keeps the gaps between the requests that are left", async () => {
  const plan = smallPlan({ pattern: { kind: "open", rate: 5 }, concurrency: 100, models: ["fast"], requests: 30 });
  const { results } = await session(plan, { killAfter: 10 });
  const resumed = await session(plan, { results });

  expect(resumed.results.every(({ due_ms, sent_ms }) => Math.abs(sent_ms - (due_ms ?? 0)) < 0.001)).toBe(true);
});

test("a closed loop's duration is that of all its sessions together", async () => {
  const plan = smallPlan({ models: ["fast"], requests: null, duration_seconds: 1, concurrency: 1 });
  const { results } = await session(plan, { killAfter: 6 });
  const resumed = await session(plan, { results });

  expect(resumed.results).toHaveLength(Math.ceil(1_000 / SERVICE_MS));
});

test("a run ends when its budget is spent, and goes on with a greater one", async () => {
  const plan = smallPlan({ requests: 50 });
  const first = await session(plan, { budget: 100n });

  expect(first.end).toBe("budget");
  expect(first.results).toHaveLength(33);

  const second = await session(plan, { results: first.results, budget: 100n });
  expect([second.end, second.calls]).toEqual(["budget", 0]);

  const third = await session(plan, { results: first.results, budget: 300n });
  expect([third.end, third.results.length]).toEqual(["complete", 100]);
});

test("an interruption lets calls in flight end, whose results are stored", async () => {
  const stopper = new AbortController();
  const results: Result[] = [];
  const { end, calls } = await session(smallPlan({ requests: 50 }), {
    stop: stopper.signal,
    onResult: async (result) => {
      results.push(result);
      if (results.length === 9) stopper.abort();
    },
  });

  expect(end).toBe("interrupted");
  expect(results).toHaveLength(calls);
});

test("what storing a result throws ends the run and is thrown", async () => {
  const broken = session(smallPlan(), {
    onResult: async () => {
      throw new Error("The disk is full");
    },
  });

  await expect(broken).rejects.toThrow("The disk is full");
});
