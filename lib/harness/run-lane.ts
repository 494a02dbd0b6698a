import type { Task } from "./lane-tasks";
import type { RunClock } from "./run-clock";

export type LaneRun = {
  tasks: Iterable<Task>;
  isDone: (index: number) => boolean;
  /** Calls at a time. */
  concurrency: number;
  /** Of the run's time, after which a closed loop begins no call. A schedule has its own end: what was due before is late, not left out. */
  endMs: number;
  clock: RunClock;
  /** Ends the lane as soon as what is in flight has ended. */
  stop: AbortSignal;
  /** Whether the next call may begin; once false, the lane ends. */
  begin: () => Promise<boolean>;
  call: (task: Task) => Promise<void>;
};

/** Makes a lane's calls, each when it is due and there is room; resolves when the last has ended, and throws what a call threw. */
export async function runLane(run: LaneRun): Promise<void> {
  const { clock, stop, concurrency } = run;
  const failures: unknown[] = [];
  let inFlight = 0;
  let wake = () => {};
  const someEnd = () => new Promise<void>((resolve) => (wake = resolve));
  const start = (task: Task) => {
    inFlight += 1;
    run
      .call(task)
      .catch((error) => failures.push(error))
      .finally(() => {
        inFlight -= 1;
        wake();
      });
  };
  for (const task of run.tasks) {
    if (run.isDone(task.index)) continue;
    if (task.dueMs !== null) await clock.sleepUntil(task.dueMs, stop);
    while (inFlight >= concurrency) await someEnd();
    if (stop.aborted || failures.length > 0) break;
    if (task.dueMs === null && clock.nowMs() >= run.endMs) break;
    if (!(await run.begin())) break;
    start(task);
  }
  while (inFlight > 0) await someEnd();
  if (failures.length > 0) throw failures[0];
}
