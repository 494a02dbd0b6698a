import { createTransport } from "nodemailer";
import type { MailResult } from "@/db/mail/finish-mail";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { SmtpSettings } from "@/lib/env/smtp-settings";
import { log } from "@/lib/log";
import { describeSmtpError } from "./describe-smtp-error";
import type { MailContent } from "./mail-content";

const SEND_WITHIN_MS = 30 * SECOND_MS;

type SendInput = {
  /** The same at every try. */
  messageId: string;
  recipient: string;
  content: MailContent;
  withinMs?: number;
};

/** Hands a mail to the server; resolves either way, within 30 seconds. Neither addresses nor the password are logged. */
export async function sendMail(smtp: SmtpSettings, input: SendInput): Promise<MailResult> {
  const { messageId, recipient, content, withinMs = SEND_WITHIN_MS } = input;
  const { unsubscribeUrl, ...shown } = content;
  const { host, port, tls, login, from } = smtp;
  const transport = createTransport({
    ...{ host, port, secure: tls === "always", requireTLS: tls === "required" },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    ...{ connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs, dnsTimeout: withinMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  try {
    await transport.sendMail({
      from,
      // As an object it is one address, whatever stands in it.
      to: { name: "", address: recipient },
      messageId: `<${messageId}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
      headers: { "Auto-Submitted": "auto-generated", ...unsubscribeHeaders(unsubscribeUrl) },
      ...shown,
      signal: AbortSignal.timeout(withinMs),
    });
    return { isSent: true };
  } catch (error) {
    const described = describeSmtpError(error);
    log.warn({ code: described.code, smtpStatus: described.status, mail: messageId }, "A mail was not sent");
    return { isSent: false, error: described.message, isFinal: described.isFinal };
  } finally {
    transport.close();
  }
}

/** Mail programs take no link but an encrypted one. */
function unsubscribeHeaders(url: string | undefined): Record<string, string> {
  if (url === undefined) return {};
  const oneClick = url.startsWith("https:") && { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  return { "List-Unsubscribe": `<${url}>`, ...oneClick };
}
