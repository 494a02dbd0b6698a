import { setMaxListeners } from "node:events";
import { formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import { SECOND_MS } from "@/lib/domain/time/units";
import { laneTasks, type Task } from "./lane-tasks";
import { rounded } from "./measure-call";
import { type Lane, lanesOf, type Plan } from "./plan";
import type { Measured, Result } from "./result";
import type { RunClock } from "./run-clock";
import { runLane } from "./run-lane";
import { createSpending } from "./spending";

/** Why a run ended. */
export type RunEnd = "complete" | "budget" | "interrupted";

export type PlanRun = {
  plan: Plan;
  /** Those that are done, and not asked for again. */
  results: readonly Result[];
  /** In pico USD, earlier calls of the run included; null without end. */
  budget: bigint | null;
  createClock: (startMs: number) => RunClock;
  now: () => Date;
  /** Once aborted no more calls begin, and those in flight end. */
  stop: AbortSignal;
  call: (lane: Lane, task: Task) => Promise<Measured>;
  /** What a call cost, in pico USD; null where that is not known. */
  costOf: (lane: Lane, measured: Measured, startedAt: Date) => bigint | null;
  /** Stores a result; what it throws ends the run. */
  onResult: (result: Result) => Promise<void>;
};

/** Makes all calls of a plan that have no result yet, every lane at its own pace. What calls throw ends the run and is thrown. */
export async function runPlan(run: PlanRun): Promise<RunEnd> {
  const { plan, results, stop } = run;
  const doneByLane = new Map<string, Set<number>>();
  for (const result of results) {
    const done = doneByLane.get(laneKey(result)) ?? new Set();
    doneByLane.set(laneKey(result), done.add(result.index));
  }
  const lanes = lanesOf(plan).map((lane) => ({ lane, done: doneByLane.get(laneKey(lane)) ?? new Set<number>() }));
  const clock = run.createClock(
    resumeAtMs(
      plan,
      results,
      lanes.map(({ done }) => done),
    ),
  );
  const spending = createSpending(
    run.budget,
    results.map(({ cost_usd }) => picoOf(cost_usd)),
  );
  const failed = new AbortController();
  const ender = AbortSignal.any([stop, failed.signal]);
  // Every lane listens to it.
  setMaxListeners(0, ender);
  let isSpent = false;

  const runOne = async (lane: Lane, task: Task) => {
    const [startedAt, sentMs] = [run.now(), clock.nowMs()];
    let cost: bigint | null = null;
    try {
      const measured = await run.call(lane, task);
      cost = run.costOf(lane, measured, startedAt);
      await run.onResult({
        ...{ ...lane, index: task.index, prompt: task.prompt.id, repetition: task.repetition },
        ...{ started_at: startedAt.toISOString(), due_ms: task.dueMs, sent_ms: rounded(sentMs) },
        ...{ ...measured, cost_usd: formatUsdOrNull(cost) },
      });
    } catch (error) {
      failed.abort();
      throw error;
    } finally {
      spending.end(cost);
    }
  };
  const begin = async () => {
    const mayBegin = await spending.begin();
    if (!mayBegin) isSpent = true;
    else if (ender.aborted) spending.end(0n);
    return mayBegin && !ender.aborted;
  };
  const endMs = plan.duration_seconds === null ? Number.POSITIVE_INFINITY : plan.duration_seconds * SECOND_MS;
  const ends = await Promise.allSettled(
    lanes.map(({ lane, done }) =>
      runLane({
        ...{ tasks: laneTasks(plan), isDone: (index) => done.has(index), concurrency: plan.concurrency, endMs },
        ...{ clock, stop: ender, begin, call: (task) => runOne(lane, task) },
      }),
    ),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  if (isSpent) return "budget";
  return stop.aborted ? "interrupted" : "complete";
}

/**
 * When the run's time goes on: of a schedule when the first request is due that is not done, so that the gaps between those that are
 * left stay what they were; of a closed loop when the last call ended.
 */
function resumeAtMs(plan: Plan, results: readonly Result[], done: readonly ReadonlySet<number>[]): number {
  if (results.length === 0) return 0;
  if (plan.pattern.kind === "steady") {
    return results.reduce((last, { sent_ms, duration_ms }) => Math.max(last, sent_ms + duration_ms), 0);
  }
  for (const { index, dueMs } of laneTasks(plan)) {
    if (done.some((indexes) => !indexes.has(index))) return dueMs ?? 0;
  }
  return 0;
}

function laneKey({ model, region }: Lane): string {
  return JSON.stringify([model, region]);
}

function picoOf(usd: string | null): bigint | null {
  return usd === null ? null : parseUsd(usd);
}
