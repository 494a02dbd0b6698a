import { claimDelivery } from "@/db/alerts/claim-delivery";
import { finishDelivery } from "@/db/alerts/finish-delivery";
import type { Db } from "@/db/client";
import { type SendInput, sendDelivery } from "./send-delivery";

export type RunInput = Pick<SendInput, "env" | "withinMs" | "resolve"> & { db: Db; clock: () => Promise<Date> };

/** Sends an alert that is due; resolves to whether there was one. A failed one is noted, and tried again. */
export async function runDelivery({ db, clock, ...sending }: RunInput): Promise<boolean> {
  const now = await clock();
  const claimed = await claimDelivery(db, now);
  if (!claimed) return false;
  const result = await sendDelivery({ ...sending, claimed, now });
  await finishDelivery(db, { claimed, result, now: await clock() });
  return true;
}
