import { setTimeout as delay } from "node:timers/promises";

/** Something to be done again and again by whoever leads; `"more"` asks to go on at once. */
export type Job = { name: string; everyMs: number; run: () => Promise<"done" | "more"> };

export type JobsOptions = {
  jobs: readonly Job[];
  /** Asked before every round; throws or says false when this process must not work. */
  leads: () => Promise<boolean>;
  signal: AbortSignal;
  onLeading: (leads: boolean) => void;
  onFailure: (error: unknown, job: string) => void;
};

const FOLLOWER_MS = 1_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

type Schedule = { job: Job; dueAt: number; failures: number };

/**
 * Runs jobs one after the other as they fall due, until aborted; resolves when the last one has ended.
 *
 * A failing job waits ever longer before its next try and holds up no other. Leadership is asked for anew each round,
 * so a process that lost its connection stops and another goes on within seconds.
 */
export async function runJobs(options: JobsOptions): Promise<void> {
  const { signal, onLeading, onFailure } = options;
  const schedules = options.jobs.map((job): Schedule => ({ job, dueAt: 0, failures: 0 }));
  while (!signal.aborted) {
    let leads = false;
    try {
      leads = await options.leads();
    } catch (error) {
      onFailure(error, "leadership");
    }
    onLeading(leads);
    if (!leads) {
      await pause(FOLLOWER_MS, signal);
      continue;
    }
    for (const schedule of schedules) {
      if (signal.aborted) return;
      if (schedule.dueAt <= performance.now()) await runOnce(schedule, onFailure);
    }
    const nextAt = Math.min(performance.now() + FOLLOWER_MS, ...schedules.map(({ dueAt }) => dueAt));
    await pause(Math.max(0, nextAt - performance.now()), signal);
  }
}

async function runOnce(schedule: Schedule, onFailure: JobsOptions["onFailure"]): Promise<void> {
  const { job } = schedule;
  try {
    const result = await job.run();
    schedule.failures = 0;
    schedule.dueAt = performance.now() + (result === "more" ? 0 : job.everyMs);
  } catch (error) {
    onFailure(error, job.name);
    const retryMs = Math.min(FIRST_RETRY_MS * 2 ** schedule.failures++, LAST_RETRY_MS);
    schedule.dueAt = performance.now() + Math.max(retryMs, Math.min(job.everyMs, LAST_RETRY_MS));
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
