import { z } from "zod";

export type Mailbox = { name: string; address: string };

/** The server that takes mails. */
export type SmtpServer = {
  host: string;
  port: number;
  /** `always` from the first byte, `required` by STARTTLS before anything is sent, `offered` by STARTTLS if the server can. */
  tls: "always" | "required" | "offered";
  login: { user: string; password: string } | undefined;
};

export type SmtpSettings = SmtpServer & { from: Mailbox };

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/**
 * `smtp://` or `smtps://` with a host, and perhaps a port and a login; undefined where it is none.
 *
 * A password never leaves this machine unencrypted.
 */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const isSecure = protocol === "smtps:";
  if ((protocol !== "smtp:" && !isSecure) || hostname === "") return undefined;
  if (!/^\/?$/.test(pathname) || search !== "" || hash !== "") return undefined;
  const [user, secret] = [decoded(username), decoded(password)];
  if (user === undefined || secret === undefined || (user === "") !== (secret === "")) return undefined;
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    ...{ host, port: port === "" ? (isSecure ? 465 : 587) : Number(port) },
    tls: isSecure ? "always" : user !== "" && !LOOPBACK.test(hostname) ? "required" : "offered",
    login: user === "" ? undefined : { user, password: secret },
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `ledger@example.com` or `Name <ledger@example.com>`; undefined where it is neither. */
export function parseMailbox(text: string): Mailbox | undefined {
  const all = text.trim();
  const open = all.indexOf("<");
  const isNamed = open !== -1 && all.endsWith(">");
  const name = isNamed ? unquoted(all.slice(0, open).trim()) : "";
  const address = z
    .email()
    .max(254)
    .safeParse(isNamed ? all.slice(open + 1, -1) : all);
  return address.success && !/["<>]/.test(name) && !/\p{Cc}/u.test(all) ? { name, address: address.data } : undefined;
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text;
}
