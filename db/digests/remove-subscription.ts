import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { type EndInput, endSubscription } from "./end-subscription";

/** Ends a subscription, and takes what still waits to be sent of it out of the outbox. NOT_FOUND where there is none. */
export async function removeSubscription(db: Db, input: EndInput): Promise<void> {
  if ((await endSubscription(db, input)) === null) throw new AppError("NOT_FOUND", t("There is no such subscription"));
}
