import type { Db } from "@/db/client";
import { claimMail } from "@/db/mail/claim-mail";
import { finishMail, type MailResult } from "@/db/mail/finish-mail";
import { isAppError } from "@/lib/contract/error";
import type { SmtpSettings } from "@/lib/env/smtp-settings";
import { log } from "@/lib/log";
import { composeMail } from "./compose-mail";
import { sendMail } from "./send-mail";

const AT_ONCE = 4;

type MailsInput = {
  db: Db;
  smtp: SmtpSettings;
  publicUrl: string | undefined;
  /** What links in mails are signed with. */
  secret: string;
  clock: () => Promise<Date>;
  withinMs?: number;
};

/** Sends mails that are due, a few beside each other; resolves to whether there was any. Failed ones are noted, and tried again. */
export async function runMails(input: MailsInput): Promise<boolean> {
  const went = await Promise.all(Array.from({ length: AT_ONCE }, () => runMail(input)));
  return went.some((isOne) => isOne);
}

async function runMail({ db, smtp, publicUrl, secret, clock, withinMs }: MailsInput): Promise<boolean> {
  const claimed = await claimMail(db, await clock());
  if (!claimed) return false;
  const { mail, messageId, recipient } = claimed;
  const send = async () => {
    const content = await composeMail(db, { mail, publicUrl, secret });
    return sendMail(smtp, { messageId, recipient, content, withinMs });
  };
  const result = await send().catch((err: unknown): MailResult => {
    log.warn({ err, mail: messageId }, "A mail could not be made");
    const message = isAppError(err) ? err.message : "It failed; the server's log has why";
    return { isSent: false, error: message, isFinal: false };
  });
  await finishMail(db, { claimed, result, now: await clock() });
  return true;
}
