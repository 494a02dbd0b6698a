import { expect, test } from "vitest";
import type { ImportInput, ImportRequest, ImportResult } from "./import-file";
import { createImportJobs } from "./import-job";

const request: ImportRequest = {
  file: new File(["{}"], "a.jsonl"),
  format: "jsonl",
  options: { source: null, maps: [], sets: {}, zone: null },
  isConfirmed: false,
};

function withOpenRun() {
  let reject = (_: Error): void => undefined;
  const promise = new Promise<ImportResult>((_, fail) => {
    reject = fail;
  });
  const inputs: ImportInput[] = [];
  const jobs = createImportJobs((input) => {
    inputs.push(input);
    input.signal.addEventListener("abort", () => reject(new Error("aborted")));
    return promise;
  });
  return { jobs, inputs, reject: (error: Error) => reject(error) };
}

test("an import tells how far it is to whoever listens, and only one runs at a time", async () => {
  const { jobs, inputs, reject } = withOpenRun();
  const received: (string | undefined)[] = [];
  const leave = jobs.subscribe(() => received.push(jobs.get()?.state));
  const running = jobs.start(request);
  await jobs.start(request);
  inputs[0]?.onProgress({ phase: "reading", share: 0.5, run: null });

  expect(inputs).toHaveLength(1);
  expect(jobs.get()).toMatchObject({ state: "running", progress: { share: 0.5 } });
  jobs.clear();
  expect(jobs.get()).not.toBeNull();
  leave();
  reject(new Error("The network is away"));
  await running;

  expect(received).toEqual(["running", "running"]);
  expect(jobs.get()).toMatchObject({ state: "failed", error: { message: "The network is away" } });
  jobs.clear();
  expect(jobs.get()).toBeNull();
});

test("an import that is stopped is no failure", async () => {
  const { jobs } = withOpenRun();
  const running = jobs.start(request);
  jobs.stop();
  await running;

  expect(jobs.get()).toMatchObject({ state: "stopped", request });
});
