import { expect, test } from "vitest";
import { dueTimes } from "./due-times";
import { laneTasks, type Task } from "./lane-tasks";
import type { Pattern } from "./pattern";
import { runLane } from "./run-lane";
import { createSpending } from "./spending";
import { smallPlan } from "./testing/small-plan";
import { createVirtualClock } from "./testing/virtual-clock";

const SERVICE_MS = 80;
const never = new AbortController().signal;
const always = async () => true;

/** Calls a server that answers one call after another, each in a fixed time, and returns how long after it was due each ended. */
async function latenciesAt(pattern: Pattern, requests: number, concurrency: number): Promise<number[]> {
  const clock = createVirtualClock();
  let freeMs = 0;
  const latencies: number[] = [];
  const call = async ({ index, dueMs }: Task) => {
    freeMs = Math.max(freeMs, clock.nowMs()) + SERVICE_MS;
    await clock.sleepUntil(freeMs, never);
    latencies[index] = clock.nowMs() - (dueMs ?? Number.NaN);
  };
  const tasks = laneTasks(smallPlan({ pattern, requests }));
  const lane = { tasks, clock, concurrency, call, begin: always, stop: never, isDone: () => false, endMs: Infinity };
  await clock.run(runLane(lane));
  return latencies;
}

/** What the queue of one server with a fixed service time makes each wait (Lindley, 1952), and its service. */
function lindley(pattern: Pattern, requests: number): number[] {
  const latencies: number[] = [];
  let waitMs = 0;
  let before: number | null = null;
  for (const at of dueTimes(pattern, 1) ?? []) {
    if (latencies.length === requests) break;
    if (before !== null) waitMs = Math.max(0, waitMs + SERVICE_MS - (at - before));
    before = at;
    latencies.push(waitMs + SERVICE_MS);
  }
  return latencies;
}

function expectAlike(measured: readonly number[], expected: readonly number[]): void {
  expect(measured).toHaveLength(expected.length);
  expect(Math.max(...measured.map((value, index) => Math.abs(value - (expected[index] ?? 0))))).toBeLessThan(1e-6);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("an open loop's latencies are those of the queue M/D/1, one by one and on average", async () => {
  const pattern = { kind: "open", rate: 10 } as const;
  const measured = await latenciesAt(pattern, 20_000, 20_000);

  expectAlike(measured, lindley(pattern, 20_000));
  // Pollaczek and Khinchine: ρ S / 2 (1 − ρ) on average in the queue, with a load ρ of 0.8.
  expect(Math.abs(meanOf(measured) / (SERVICE_MS + (0.8 * SERVICE_MS) / (2 * 0.2)) - 1)).toBeLessThan(0.05);
});

test("they are the same where the queue is before the harness's own limit, not before the server", async () => {
  const pattern = { kind: "open", rate: 10 } as const;

  expectAlike(await latenciesAt(pattern, 2_000, 1), lindley(pattern, 2_000));
});

test("a burst's calls end one service time after another", async () => {
  const pattern = { kind: "bursty", rate: 1, burst: 20 } as const;
  const measured = await latenciesAt(pattern, 20, 100);

  expectAlike(
    measured,
    Array.from({ length: 20 }, (_, place) => SERVICE_MS * (place + 1)),
  );
});

test("a closed loop has as many calls in flight as it may, and begins none after its time", async () => {
  const clock = createVirtualClock();
  const inFlight = { now: 0, most: 0 };
  const sentMs: number[] = [];
  const call = async () => {
    sentMs.push(clock.nowMs());
    inFlight.now += 1;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    await clock.delay(SERVICE_MS);
    inFlight.now -= 1;
  };
  const tasks = laneTasks(smallPlan({ requests: null }));
  await clock.run(
    runLane({ tasks, clock, concurrency: 4, call, begin: always, stop: never, isDone: () => false, endMs: 800 }),
  );

  expect(inFlight.most).toBe(4);
  expect(sentMs).toHaveLength(40);
  expect(Math.max(...sentMs)).toBeLessThan(800);
});

test("a stop lets what is in flight end and begins nothing more", async () => {
  const clock = createVirtualClock();
  const stopper = new AbortController();
  const ended: number[] = [];
  const call = async ({ index }: Task) => {
    if (index === 5) stopper.abort();
    await clock.delay(SERVICE_MS);
    ended.push(index);
  };
  const tasks = laneTasks(smallPlan({ requests: 100 }));
  const lane = { tasks, clock, concurrency: 3, call, begin: always, isDone: () => false, endMs: Infinity };
  await clock.run(runLane({ ...lane, stop: stopper.signal }));

  expect(ended).toEqual([0, 1, 2, 3, 4, 5]);
});

test("a failure to store an answer ends the lane and is thrown", async () => {
  const clock = createVirtualClock();
  const tasks = laneTasks(smallPlan({ requests: 100 }));
  let calls = 0;
  const call = async () => {
    calls += 1;
    await clock.delay(SERVICE_MS);
    throw new Error("The disk is full");
  };
  const lane = { tasks, clock, concurrency: 2, call, begin: always, stop: never, isDone: () => false, endMs: Infinity };

  await expect(clock.run(runLane(lane))).rejects.toThrow("The disk is full");
  expect(calls).toBe(2);
});

test("what is sent within a budget costs no more than it, whatever is in flight", async () => {
  const clock = createVirtualClock();
  const spending = createSpending(100n);
  let cost = 0n;
  const call = async () => {
    await clock.delay(SERVICE_MS);
    cost += 7n;
    spending.end(7n);
  };
  const tasks = laneTasks(smallPlan({ requests: 1_000 }));
  const lane = { tasks, clock, concurrency: 5, call, begin: spending.begin, stop: never, endMs: Infinity };
  await clock.run(runLane({ ...lane, isDone: () => false }));

  expect(cost).toBe(98n);
  expect(spending.spent()).toBe(98n);
});

test("a run that goes on counts what it cost before, and an unknown cost as the highest known", () => {
  expect(createSpending(null, [5n, null, 3n]).spent()).toBe(13n);
});
