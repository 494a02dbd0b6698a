import type { Db } from "@/db/client";
import { type ClaimedRun, claimRun } from "@/db/copies/claim-run";
import { finishRun, type RunResult } from "@/db/copies/finish-run";
import { getRetention } from "@/db/retention/get-retention";
import { isAppError } from "@/lib/contract/error";
import { focusFileName } from "@/lib/domain/focus/focus-file-name";
import type { SettledEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { exportIn } from "../exports/make-export";
import { copyTargets } from "../targets/copy-target";

type CopiesInput = {
  db: Db;
  env: Pick<SettledEnv, "exportDir" | "s3" | "rawRetentionDays">;
  clock: () => Promise<Date>;
};

/** Makes the copy that is due, if any; resolves to whether there was one. A failed one is noted, and tried again. */
export async function runCopies({ db, env, clock }: CopiesInput): Promise<boolean> {
  const now = await clock();
  const run = await claimRun(db, now);
  if (!run) return false;
  const result = await makeCopy(run, { db, env, now }).catch((error: unknown): RunResult => {
    log.warn({ err: error, schedule: run.schedule.name }, "A scheduled copy failed");
    return { error: isAppError(error) || isFileError(error) ? error.message : "It failed; the server's log has why" };
  });
  await finishRun(db, { run, result, now: await clock() });
  return true;
}

type CopyInput = Omit<CopiesInput, "clock"> & { now: Date };

async function makeCopy(run: ClaimedRun, { db, env, now }: CopyInput): Promise<RunResult> {
  const { schedule, from, to } = run;
  const { dataset, version, format, target, path } = schedule;
  const write = copyTargets(env)[target];
  if (!write) return { error: `The environment of the server names no ${target === "s3" ? "S3 store" : "folder"}` };
  const retention = await getRetention(db, { now, rawDays: env.rawRetentionDays });
  const name = focusFileName({ dataset, version, format }, { fromMs: from.getTime(), toMs: to.getTime() });
  const span = { from: from.getTime() * 1_000, to: to.getTime() * 1_000 };
  const bytes = exportIn({ db, now, retention }, { dataset, version, format, granularity: "day", ...span });
  return write(path === "" ? name : `${path}/${name}`, bytes);
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}
