import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readSchedules } from "@/app/_server/read-schedules";
import { getDb } from "@/app/_server/runtime";
import { copyTargets } from "@/app/_server/targets/copy-target";
import { createSchedule } from "@/db/copies/create-schedule";
import { AppError } from "@/lib/contract/error";
import { createScheduleOperation, schedulesOperation } from "@/lib/contract/export-schedules";
import { getEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";

export const GET = implement(schedulesOperation, ({ caller }) =>
  readSchedules(new Date(), { canSeePlaces: caller.scopes.includes("ledger:write") }),
);

export const POST = implement(createScheduleOperation, ({ caller, body }) => {
  if (!copyTargets(getEnv())[body.target]) {
    const message =
      body.target === "s3"
        ? t("The environment of the server names no S3 store")
        : t("The environment of the server names no folder");
    throw new AppError("UNPROCESSABLE", message, { fields: { target: [message] } });
  }
  return createSchedule(getDb(), { schedule: body, actor: actorName(caller), now: new Date() });
});
