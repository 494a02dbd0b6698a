import { escapeHtml, htmlPage, oneLine } from "./html-page";
import type { MailContent } from "./mail-content";

/** The mail that shows that mails arrive. */
export function testMail({ askedBy, publicUrl }: { askedBy: string; publicUrl: string | undefined }): MailContent {
  const title = "Mails from Switchyard arrive";
  const lines = [
    `${oneLine(askedBy)} asked for this test.`,
    "Statements of closed months come from the same address, with the statement attached.",
  ];
  const link = publicUrl === undefined ? null : `${publicUrl}/ledger`;
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`);
  const anchor = link === null ? [] : [`<p><a href="${escapeHtml(link)}">Open Ledger</a></p>`];
  return {
    subject: "Switchyard: test mail",
    text: [title, "", ...lines, ...(link === null ? [] : ["", `Ledger: ${link}`]), ""].join("\n"),
    html: htmlPage(title, [`<h1>${title}</h1>`, ...paragraphs, ...anchor].join("\n")),
    attachments: [],
  };
}
