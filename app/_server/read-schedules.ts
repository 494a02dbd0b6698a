import { listSchedules } from "@/db/copies/list-schedules";
import { COPY_TARGETS, type ExportSchedules } from "@/lib/contract/export-schedules";
import { getEnv } from "@/lib/env";
import { message, t } from "@/lib/messages/translate";
import { getReadDb } from "./runtime";

const HIDDEN_ERROR = message("Could not be written: finance and admins see why");

/**
 * The scheduled copies, how they went, and where copies can go. Folders and buckets of the server, which errors name too, are for
 * those who may change copies.
 */
export async function readSchedules(now: Date, { canSeePlaces }: { canSeePlaces: boolean }): Promise<ExportSchedules> {
  const { exportDir, s3 } = getEnv();
  const isNamed = { folder: exportDir !== undefined, s3: s3 !== undefined };
  const { schedules, runs } = await listSchedules(getReadDb(), now);
  return {
    as_of: now.toISOString(),
    targets: COPY_TARGETS.filter((target) => isNamed[target]),
    schedules: canSeePlaces ? schedules : schedules.map((schedule) => ({ ...schedule, path: "" })),
    runs: canSeePlaces
      ? runs
      : runs.map((run) => ({ ...run, location: null, error: run.error === null ? null : t(HIDDEN_ERROR) })),
  };
}
