import { and, eq, lt } from "drizzle-orm";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { alert } from "../schema/alerts";

const RETAINED_DAYS = 30;

/** Deletes alerts that ended 30 days ago; their history stays, and one that begins anew is a new one. */
export async function trimAlerts(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - RETAINED_DAYS * DAY_MS);
  await db.delete(alert).where(and(eq(alert.state, "resolved"), lt(alert.since, before)));
}
