import { listSchedules } from "@/db/copies/list-schedules";
import { COPY_TARGETS, type ExportSchedules } from "@/lib/contract/export-schedules";
import { getEnv } from "@/lib/env";
import { getReadDb } from "./runtime";

/** The scheduled copies, how they went, and where copies can go. */
export async function readSchedules(now: Date): Promise<ExportSchedules> {
  const { exportDir, s3 } = getEnv();
  const isNamed = { folder: exportDir !== undefined, s3: s3 !== undefined };
  return {
    as_of: now.toISOString(),
    targets: COPY_TARGETS.filter((target) => isNamed[target]),
    ...(await listSchedules(getReadDb(), now)),
  };
}
