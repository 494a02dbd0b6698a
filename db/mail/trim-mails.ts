import { and, isNull, lt } from "drizzle-orm";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { mailOutbox } from "../schema/mail";

const RETAINED_DAYS = 400;

/** Deletes mails, with the addresses in them, that were sent or given up 400 days ago. */
export async function trimMails(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - RETAINED_DAYS * DAY_MS);
  await db.delete(mailOutbox).where(and(isNull(mailOutbox.tryAt), lt(mailOutbox.endedAt, before)));
}
