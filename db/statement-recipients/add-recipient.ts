import { isNull, sql } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { RECIPIENTS_MAX, type Recipient } from "@/lib/contract/statement-recipients";
import { t } from "@/lib/messages/translate";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { statementRecipient } from "../schema/mail";
import { theRow } from "../the-row";
import { auditOf, toRecipient } from "./recipient-row";

/** Adds an address to the list. CONFLICT where it is on it, UNPROCESSABLE beyond RECIPIENTS_MAX of them. */
export function addRecipient(
  db: Db,
  { address, actor, now }: { address: string; actor: string; now: Date },
): Promise<Recipient> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.statementRecipients})`);
    const listed = await tx.select().from(statementRecipient).where(isNull(statementRecipient.removedAt));
    if (listed.some((row) => row.address === address)) {
      const message = t("This address is on the list already");
      throw new AppError("CONFLICT", message, { fields: { address: [message] } });
    }
    if (listed.length >= RECIPIENTS_MAX) {
      throw new AppError("UNPROCESSABLE", t("There are {n} recipients, and no more may be", { n: listed.length }));
    }
    const row = theRow(
      await tx.insert(statementRecipient).values({ address, addedAt: now, addedBy: actor }).returning(),
    );
    const { subject, seen } = auditOf(row);
    await recordAudit(tx, { actor, action: "statement_recipient.add", subject, after: seen, now });
    return toRecipient(row);
  });
}
