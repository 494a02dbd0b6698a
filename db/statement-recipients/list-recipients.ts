import { asc, desc, inArray, isNull } from "drizzle-orm";
import { LEDGER_MAIL_KINDS } from "@/lib/contract/mail";
import { DELIVERIES_MAX, type Recipients } from "@/lib/contract/statement-recipients";
import type { Db } from "../client";
import { mailOutbox, statementRecipient } from "../schema/mail";
import { toDelivery, toRecipient } from "./recipient-row";

/** The recipients by address, and the latest mails to any, also to those that were removed. */
export async function listRecipients(db: Db): Promise<Pick<Recipients, "recipients" | "deliveries">> {
  const recipients = await db
    .select()
    .from(statementRecipient)
    .where(isNull(statementRecipient.removedAt))
    .orderBy(asc(statementRecipient.address));
  const mails = await db
    .select()
    .from(mailOutbox)
    .where(inArray(mailOutbox.kind, [...LEDGER_MAIL_KINDS]))
    .orderBy(desc(mailOutbox.id))
    .limit(DELIVERIES_MAX);
  return { recipients: recipients.map(toRecipient), deliveries: mails.map(toDelivery) };
}
