import { listSchedules } from "@/db/copies/list-schedules";
import { COPY_TARGETS, type ExportSchedules } from "@/lib/contract/export-schedules";
import { getEnv } from "@/lib/env";
import { getReadDb } from "../runtime";
import { copyTargets } from "./copy-target";

/** The scheduled copies, how they went, and where copies can go. */
export async function readSchedules(now: Date): Promise<ExportSchedules> {
  const possible = copyTargets(getEnv());
  return {
    as_of: now.toISOString(),
    targets: COPY_TARGETS.filter((target) => possible[target] !== undefined),
    ...(await listSchedules(getReadDb(), now)),
  };
}
