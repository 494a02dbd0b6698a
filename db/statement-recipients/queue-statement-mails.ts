import { asc, isNull } from "drizzle-orm";
import { STATEMENT_MAIL } from "@/lib/contract/mail";
import type { Db } from "../client";
import { queueMails } from "../mail/queue-mails";
import { statementRecipient } from "../schema/mail";

/** Queues the statement of a month for everybody on the list, once each. Call it with the transaction that closes the month. */
export async function queueStatementMails(tx: Db, { month, now }: { month: string; now: Date }): Promise<void> {
  const listed = await tx
    .select()
    .from(statementRecipient)
    .where(isNull(statementRecipient.removedAt))
    .orderBy(asc(statementRecipient.address))
    // Whoever is removed meanwhile is removed after this, together with the mail to them.
    .for("share");
  const mails = listed.map(({ id, address }) => ({
    ...{ key: `${STATEMENT_MAIL}:${month}:${id}`, recipient: address },
    ...({ kind: STATEMENT_MAIL, details: { month } } as const),
  }));
  await queueMails(tx, mails, now);
}
