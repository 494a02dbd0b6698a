import type { AlertMessage } from "@/lib/contract/alert-message";
import { messageLines, messageLink, messageTitle } from "@/lib/domain/alerts/message-text";
import { formatInstant } from "@/lib/domain/format";
import { escapeHtml, htmlPage } from "../mail/html-page";
import type { MailContent } from "../mail/mail-content";

const WHY = "You get this because your address is in a channel on Alerts, where admins can remove it.";

/** The mail of alerts that fire or are over. */
export function alertMail(message: AlertMessage, publicUrl: string | undefined): MailContent {
  const title = messageTitle(message);
  const lines = messageLines(message);
  const link = messageLink(message, publicUrl);
  const at = `Evaluated ${formatInstant(message.at, "UTC", "minute")} UTC.`;
  const text = [title, "", ...lines.map((line) => `- ${line}`), "", at, ...(link === null ? [] : [link]), "", WHY, ""];
  const html = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`,
    `<p class="muted">${escapeHtml(at)}</p>`,
    link === null ? "" : `<p><a href="${escapeHtml(link)}">Open in Switchyard</a></p>`,
    `<p class="muted">${escapeHtml(WHY)}</p>`,
  ];
  return { subject: title, text: text.join("\n"), html: htmlPage(title, html.join("\n")), attachments: [] };
}
