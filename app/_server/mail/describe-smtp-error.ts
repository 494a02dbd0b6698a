import { z } from "zod";
import { oneLine } from "./html-page";

const errorSchema = z.object({
  code: z.string().optional(),
  /** What the mail server answered. */
  responseCode: z.number().optional(),
  response: z.string().optional(),
});

const MESSAGES: Readonly<Record<string, string>> = {
  EABORT: "The mail server did not take the mail in time",
  ECONNECTION: "The mail server closed the connection, or cannot be reached",
  EDNS: "The mail server's name is not known",
  ENOAUTH: "The mail server asks for a user and password",
  ESOCKET: "The mail server cannot be reached",
  ETIMEDOUT: "The mail server does not answer",
  ETLS: "No trusted TLS connection to the mail server: it offers none, or its certificate is not trusted",
};
/** Answers about this mail or its recipient; others are about the server, which may be mended. */
const OF_THIS_MAIL = new Set(["EENVELOPE", "EMESSAGE"]);
const MAX_CHARACTERS = 500;

export type SmtpError = { message: string; code: string; status: number | null; isFinal: boolean };

/** Why a mail was not sent, and whether it never will be: a status of 5xx about it is final (RFC 5321, 4.2.1). */
export function describeSmtpError(error: unknown): SmtpError {
  const { code = "UNKNOWN", responseCode, response } = errorSchema.catch({}).parse(error);
  const status = responseCode ?? null;
  const answer = response === undefined ? null : oneLine(response).slice(0, MAX_CHARACTERS);
  const isFinal = status !== null && status >= 500 && OF_THIS_MAIL.has(code);
  return { message: messageOf(code, answer), code, status, isFinal };
}

function messageOf(code: string, answer: string | null): string {
  if (code === "EAUTH") return `The mail server refused the user or password${answer ? `: ${answer}` : ""}`;
  if (answer) return `The mail server answered: ${answer}`;
  return MESSAGES[code] ?? `It could not be sent (${code})`;
}
