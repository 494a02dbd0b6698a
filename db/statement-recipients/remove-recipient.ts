import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { STATEMENT_MAIL } from "@/lib/contract/mail";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { mailOutbox, statementRecipient } from "../schema/mail";
import { auditOf } from "./recipient-row";

/** Takes an address off the list, and what still waits to be sent to it out of the outbox. NOT_FOUND where there is none. */
export function removeRecipient(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<void> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(statementRecipient)
      .set({ removedAt: now, removedBy: actor })
      .where(and(eq(statementRecipient.id, id), isNull(statementRecipient.removedAt)))
      .returning();
    if (!row) throw new AppError("NOT_FOUND", t("There is no such recipient"));
    const isTheirs = and(eq(mailOutbox.recipient, row.address), eq(mailOutbox.kind, STATEMENT_MAIL));
    await tx.delete(mailOutbox).where(and(isTheirs, isNotNull(mailOutbox.tryAt)));
    const { subject, seen } = auditOf(row);
    await recordAudit(tx, { actor, action: "statement_recipient.remove", subject, before: seen, now });
  });
}
