import { claimDelivery } from "@/db/alerts/claim-delivery";
import { finishDelivery } from "@/db/alerts/finish-delivery";
import type { Db } from "@/db/client";
import { type SendInput, sendDelivery } from "./send-delivery";

const AT_ONCE = 4;

type RunInput = Pick<SendInput, "env" | "withinMs" | "resolve"> & { db: Db; clock: () => Promise<Date> };

/** Sends alerts that are due, a few beside each other; resolves to whether there was any. Failed ones are noted, and tried again. */
export async function runDeliveries(input: RunInput): Promise<boolean> {
  const went = await Promise.all(Array.from({ length: AT_ONCE }, () => runDelivery(input)));
  return went.some((isOne) => isOne);
}

async function runDelivery({ db, clock, ...sending }: RunInput): Promise<boolean> {
  const now = await clock();
  const claimed = await claimDelivery(db, now);
  if (!claimed) return false;
  const result = await sendDelivery({ ...sending, claimed, now });
  await finishDelivery(db, { claimed, result, now: await clock() });
  return true;
}
