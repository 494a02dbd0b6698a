import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/** UNPROCESSABLE for a time that is over: what was meant for later, or for another year, would take force at once. */
export function refusePastTime(publishAt: Date | null, now: Date): void {
  if (publishAt === null || publishAt > now) return;
  const message = t("The time it becomes active has passed: set a later one, or none to publish as soon as possible");
  throw new AppError("UNPROCESSABLE", message, { fields: { publish_at: [t("Must not be in the past")] } });
}
