import { and, isNull, lt } from "drizzle-orm";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { alertDelivery } from "../schema/alerts";

const RETAINED_DAYS = 400;

/** Deletes deliveries, with the addresses in them, that were sent or given up 400 days ago. The history of alerts stays. */
export async function trimDeliveries(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - RETAINED_DAYS * DAY_MS);
  await db.delete(alertDelivery).where(and(isNull(alertDelivery.tryAt), lt(alertDelivery.endedAt, before)));
}
