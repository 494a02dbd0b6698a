import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { requestRun } from "@/db/copies/request-run";
import { runScheduleOperation } from "@/lib/contract/export-schedules";

export const POST = implement(runScheduleOperation, ({ caller, params: { id } }) =>
  requestRun(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
