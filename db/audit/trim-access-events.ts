import { and, desc, lt, lte, sql } from "drizzle-orm";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { accessEvent } from "../schema/audit";

const RETAINED_DAYS = 90;
const RETAINED_REFUSALS = 50_000;

/**
 * Drops what is older than 90 days, and of failures and refusals all but the newest 50,000.
 *
 * Sign-ins that worked go by age alone: nobody can push them out by being refused often.
 */
export async function trimAccessEvents(db: Db, input: { now: Date; retainedRefusals?: number }): Promise<void> {
  const { now, retainedRefusals = RETAINED_REFUSALS } = input;
  await db.delete(accessEvent).where(lt(accessEvent.minute, new Date(now.getTime() - RETAINED_DAYS * DAY_MS)));
  const isRefusal = sql`event not in ('sign_in', 'sign_out')`;
  const [last] = await db
    .select({ id: accessEvent.id })
    .from(accessEvent)
    .where(isRefusal)
    .orderBy(desc(accessEvent.id))
    .limit(1)
    .offset(retainedRefusals);
  if (last) await db.delete(accessEvent).where(and(isRefusal, lte(accessEvent.id, last.id)));
}
