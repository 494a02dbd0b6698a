import { expect, test } from "vitest";
import { HOUR_MS } from "@/lib/domain/time/units";
import { type Job, runJobs } from "./run-jobs";

/** Runs jobs for so many rounds of asking for the lead. */
async function run(jobs: Job[], rounds: number, leads: (stop: () => void) => boolean = () => true) {
  const stopping = new AbortController();
  const failures: string[] = [];
  let round = 0;
  await runJobs({
    jobs,
    leads: async () => {
      round++;
      if (round >= rounds) stopping.abort();
      return leads(() => stopping.abort());
    },
    signal: stopping.signal,
    onLeading: () => undefined,
    onFailure: (_, job) => failures.push(job),
  });
  return failures;
}

function counting(name: string, everyMs: number, result: () => "done" | "more" = () => "done") {
  const job = { name, everyMs, runs: 0, run: async () => "done" as "done" | "more" };
  job.run = async () => {
    job.runs++;
    return result();
  };
  return job;
}

test("a job with more to do goes on at once, another waits for its time", async () => {
  const busy = counting("busy", HOUR_MS, () => "more");
  const rare = counting("rare", HOUR_MS);

  await run([busy, rare], 6);

  expect([busy.runs, rare.runs]).toEqual([5, 1]);
});

test("a failing job is reported and holds up no other", async () => {
  const failing = counting("failing", HOUR_MS, () => {
    throw new Error("broken");
  });
  const busy = counting("busy", 0, () => "more");

  expect(await run([failing, busy], 4)).toEqual(["failing"]);
  expect(busy.runs).toBe(3);
});

test("nothing runs in a process that does not lead", async () => {
  const busy = counting("busy", 0);

  // Stopped while it waits to ask again, so that nobody waits for that.
  await run([busy], 2, (stop) => {
    setImmediate(stop);
    return false;
  });

  expect(busy.runs).toBe(0);
});
