import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { MAIL_KINDS, type Mail } from "@/lib/contract/mail";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { mailOutbox } from "../schema/mail";
import { toMail } from "./mail-row";

/** One that is not sent by then was lost with its process, and is sent again: longer than any try may take. */
const LOST_AFTER_MS = 5 * MINUTE_MS;

export type ClaimedMail = { id: number; messageId: string; recipient: string; tries: number; mail: Mail };

/**
 * Takes a mail that is due, if any: nobody else has it until it is finished or counts as lost.
 *
 * Those that were never tried go first, so that none waits behind others that a mail server is slow to take.
 */
export function claimMail(db: Db, now: Date): Promise<ClaimedMail | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(mailOutbox)
      .where(and(lte(mailOutbox.tryAt, now), inArray(mailOutbox.kind, [...MAIL_KINDS])))
      .orderBy(asc(mailOutbox.tries), asc(mailOutbox.tryAt), asc(mailOutbox.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) return null;
    const { id, messageId, recipient } = row;
    const tries = row.tries + 1;
    const tryAt = new Date(now.getTime() + LOST_AFTER_MS);
    await tx
      .update(mailOutbox)
      .set({ tries, tryAt, startedAt: now, endedAt: null, error: null })
      .where(eq(mailOutbox.id, id));
    return { id, messageId, recipient, tries, mail: toMail(row) };
  });
}
