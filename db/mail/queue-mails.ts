import type { Mail } from "@/lib/contract/mail";
import type { Db } from "../client";
import { mailOutbox } from "../schema/mail";
import type { MailRow } from "./mail-row";

export type QueuedMail = Mail & {
  /** What it is about and to whom: of two with one key, the second is not queued. */
  key: string;
  recipient: string;
};

/** Queues mails, to be sent once the transaction is committed; resolves to those that were not queued before. */
export async function queueMails(tx: Db, mails: readonly QueuedMail[], now: Date): Promise<MailRow[]> {
  if (mails.length === 0) return [];
  const values = mails.map(({ key, kind, recipient, details }) => ({
    ...{ key, kind, recipient, details, queuedAt: now, tryAt: now },
  }));
  return tx.insert(mailOutbox).values(values).onConflictDoNothing({ target: mailOutbox.key }).returning();
}
