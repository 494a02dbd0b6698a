import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { TEST_MAIL } from "@/lib/contract/mail";
import type { Delivery } from "@/lib/contract/statement-recipients";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { queueMails } from "../mail/queue-mails";
import { mailOutbox, statementRecipient } from "../schema/mail";
import { theRow } from "../the-row";
import { toDelivery } from "./recipient-row";

const TESTS_MAX = 5;
const TESTS_WITHIN_MS = 10 * MINUTE_MS;

/** To an address, or to a recipient on the list. */
type TestInput = { to: string | number; actor: string; now: Date };

/** Queues a test mail. NOT_FOUND where there is no such recipient, RATE_LIMITED beyond five in ten minutes. */
export function queueTestMail(db: Db, { to, actor, now }: TestInput): Promise<Delivery> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.statementRecipients})`);
    const recipient = typeof to === "string" ? to : await addressOf(tx, to);
    const since = new Date(now.getTime() - TESTS_WITHIN_MS);
    const isRecent = and(eq(mailOutbox.kind, TEST_MAIL), gt(mailOutbox.queuedAt, since));
    const { n } = theRow(await tx.select({ n: count() }).from(mailOutbox).where(isRecent));
    if (n >= TESTS_MAX) {
      const message = t("{n} test mails were sent within ten minutes, and no more may be", { n });
      throw new AppError("RATE_LIMITED", message, { retryAfterSeconds: TESTS_WITHIN_MS / SECOND_MS });
    }
    const mail = { kind: TEST_MAIL, details: { asked_by: actor } } as const;
    const row = theRow(await queueMails(tx, [{ ...mail, key: `${TEST_MAIL}:${crypto.randomUUID()}`, recipient }], now));
    const subject = typeof to === "string" ? "self" : `recipient ${to}`;
    await recordAudit(tx, { actor, action: "statement_recipient.test", subject, after: { mail: row.id }, now });
    return toDelivery(row);
  });
}

async function addressOf(tx: Db, id: number): Promise<string> {
  const isListed = and(eq(statementRecipient.id, id), isNull(statementRecipient.removedAt));
  const [row] = await tx.select().from(statementRecipient).where(isListed);
  if (row) return row.address;
  throw new AppError("NOT_FOUND", t("There is no such recipient"));
}
