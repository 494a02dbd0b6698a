import { and, eq, isNull } from "drizzle-orm";
import { DIGEST_MAIL, type Mail, STATEMENT_MAIL, TEST_MAIL } from "@/lib/contract/mail";
import { retryDelayMs } from "@/lib/domain/retry-delay";
import { HOUR_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { mailOutbox } from "../schema/mail";
import type { ClaimedMail } from "./claim-mail";

/** Whoever tests wants to know at once. */
const TRIES_MAX: Readonly<Record<Mail["kind"], number>> = { [STATEMENT_MAIL]: 10, [DIGEST_MAIL]: 10, [TEST_MAIL]: 1 };
const RETRY_MAX_MS = 6 * HOUR_MS;

/** How a try went; `isFinal` where another one would end the same way. */
export type MailResult = { isSent: true } | { isSent: false; error: string; isFinal: boolean };

type FinishInput = { claimed: ClaimedMail; result: MailResult; now: Date; jitter?: number };

/** Notes how a try went: a failed one is tried again ever later, within two days, unless it is final. */
export async function finishMail(
  db: Db,
  { claimed: { id, tries, mail }, result, now, jitter = Math.random() }: FinishInput,
): Promise<void> {
  const retryAt = new Date(now.getTime() + retryDelayMs({ tries, maxMs: RETRY_MAX_MS, jitter }));
  const values = result.isSent
    ? { sentAt: now, error: null, tryAt: null }
    : { error: result.error, tryAt: result.isFinal || tries >= TRIES_MAX[mail.kind] ? null : retryAt };
  await db
    .update(mailOutbox)
    .set({ ...values, endedAt: now })
    // One that counted as lost, and is being sent by another meanwhile, is theirs.
    .where(and(eq(mailOutbox.id, id), eq(mailOutbox.tries, tries), isNull(mailOutbox.sentAt)));
}
