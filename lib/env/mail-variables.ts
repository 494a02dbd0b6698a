import { z } from "zod";
import { parsePublicUrl } from "./public-url";
import { parseMailbox, parseSmtpUrl, type SmtpSettings } from "./smtp-settings";

/** A text that is parsed to something, and refused where it is parsed to nothing. */
const parsed = <T>(parse: (text: string) => T | undefined, message: string) =>
  z
    .string()
    .transform((text, context) => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional();

/** The variables that e-mail is set up with. */
export const MAIL_VARIABLES = {
  SWITCHYARD_SMTP_URL: parsed(
    parseSmtpUrl,
    "must look like smtp://user:password@mail.example.com:587, or smtps:// for TLS from the first byte",
  ),
  SWITCHYARD_SMTP_FROM: parsed(
    parseMailbox,
    "must be an e-mail address, or a name with one: Switchyard <ledger@example.com>",
  ),
  SWITCHYARD_PUBLIC_URL: parsed(parsePublicUrl, "must be an address such as https://switchyard.example.com"),
};

const schema = z.object(MAIL_VARIABLES);
type MailValues = z.output<typeof schema>;

const PAIR = ["SWITCHYARD_SMTP_URL", "SWITCHYARD_SMTP_FROM"] as const;

/** Of the two that are given together: the one that is missing, and the other. */
export function lonelyMailNames(values: MailValues): [missing: string, given: string][] {
  const [url, from] = PAIR;
  if (values[url] && !values[from]) return [[from, url]];
  return values[from] && !values[url] ? [[url, from]] : [];
}

/** The server that takes mails and who they are from, or undefined where none is named. */
export function smtpOf(values: MailValues): SmtpSettings | undefined {
  const { SWITCHYARD_SMTP_URL: server, SWITCHYARD_SMTP_FROM: from } = values;
  return server && from ? { ...server, from } : undefined;
}
