import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { deleteSchedule } from "@/db/copies/delete-schedule";
import { deleteScheduleOperation } from "@/lib/contract/export-schedules";

export const DELETE = implement(deleteScheduleOperation, ({ caller, params: { id } }) =>
  deleteSchedule(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
