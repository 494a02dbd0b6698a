import { expect, test } from "vitest";
import type { ImportJob } from "@/lib/client/imports/import-job";
import type { ImportRun } from "@/lib/contract/imports";
import { importRunState } from "./import-run-state";

const OPTIONS = { source: null, maps: [], sets: {}, zone: null };
const AS_OF = "2026-03-01T12:01:00.000Z";

function run(more: Partial<ImportRun> = {}): ImportRun {
  const counts = { rows_done: 10, offset_done: 0, next_line: 1, accepted: 10, duplicates: 0, rejected: 0, ignored: 0 };
  const times = { started_at: "2026-03-01T12:00:00.000Z", moved_at: "2026-03-01T12:00:00.000Z" };
  return {
    id: "a",
    file_name: "a.csv",
    options: OPTIONS,
    actor: "ada",
    ...times,
    finished_at: null,
    ...counts,
    ...more,
  };
}

function job(state: "running" | "stopped", of: ImportRun): ImportJob {
  const request = { file: new File([], "a.csv"), format: "csv", options: OPTIONS, isConfirmed: false } as const;
  return { request, state, progress: { phase: "sending", share: 0.5, run: of } };
}

test.each<[Partial<ImportRun>, string, string]>([
  [{}, "done", "good"],
  [{ accepted: 0, duplicates: 10 }, "done", "good"],
  [{ accepted: 4, rejected: 6 }, "done, some rejected", "warn"],
  [{ accepted: 0, rejected: 10 }, "all rejected", "bad"],
  [{ accepted: 0, ignored: 10 }, "without attempts", "neutral"],
  [{ accepted: 0, rows_done: 0 }, "no rows", "neutral"],
])("a finished import with %j reads as %s", (more, text, tone) => {
  const finished = run({ finished_at: AS_OF, ...more });

  expect(importRunState(finished, AS_OF, null)).toEqual({ text, tone, isInterrupted: false });
});

test("an import that moved a moment ago runs, here or elsewhere, and else is interrupted", () => {
  const moving = run({ moved_at: "2026-03-01T12:00:50.000Z" });

  expect(importRunState(moving, AS_OF, null).text).toBe("running elsewhere");
  expect(importRunState(moving, AS_OF, job("running", moving)).text).toBe("running");
  expect(importRunState(moving, AS_OF, job("stopped", moving)).isInterrupted).toBe(true);
  expect(importRunState(moving, AS_OF, job("stopped", run({ id: "b" }))).text).toBe("running elsewhere");
  expect(importRunState(run(), AS_OF, job("running", run())).text).toBe("running");
  expect(importRunState(run(), AS_OF, null)).toMatchObject({ text: "interrupted", isInterrupted: true });
  expect(importRunState(run({ options: null }), AS_OF, null).text).toBe("interrupted on the command line");
});
