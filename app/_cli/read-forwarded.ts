import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { headerList } from "@/lib/http/header-list";
import type { TrustsProxy } from "@/lib/http/trusted-proxies";

/** What is known of the client in front of all proxies that are trusted. */
export type Forwarded = {
  address: string;
  /** What the outermost trusted proxy says it was asked by; undefined where it says nothing, or none is trusted. */
  proto: "http" | "https" | undefined;
  host: string | undefined;
};

/**
 * Reads X-Forwarded-For from the right, since each proxy appends its peer: the first address that is no trusted proxy is the
 * client. Protocol and host are believed of the same proxies, whether they append too or say it once.
 */
export function readForwarded(
  peer: string | undefined,
  headers: IncomingHttpHeaders,
  trustsProxy: TrustsProxy,
): Forwarded {
  let address = plainAddress(peer ?? "");
  const named = headerList(headers["x-forwarded-for"]);
  let proxies = 0;
  while (trustsProxy(address)) {
    proxies += 1;
    const before = plainAddress(named.at(-proxies) ?? "");
    // A proxy that names nobody is as far as anything is known.
    if (isIP(before) === 0) break;
    address = before;
  }
  if (proxies === 0) return { address: address || "unknown", proto: undefined, host: undefined };
  const proto = said(headers["x-forwarded-proto"], proxies)?.toLowerCase();
  return {
    address,
    proto: proto === "https" || proto === "http" ? proto : undefined,
    host: said(headers["x-forwarded-host"], proxies),
  };
}

/** The element that the outermost of so many proxies gave; the first, where there are fewer. */
function said(header: string | string[] | undefined, proxies: number): string | undefined {
  const elements = headerList(header);
  return elements.at(-proxies) ?? elements[0];
}

/** Without what some write around it: the IPv4 within an IPv6 address, brackets, a port. */
function plainAddress(text: string): string {
  if (text.startsWith("[")) return text.slice(1).split("]")[0] ?? "";
  const [head = "", port, ...rest] = text.split(":");
  if (port !== undefined && rest.length === 0) return head;
  return text.toLowerCase().startsWith("::ffff:") && text.includes(".") ? text.slice("::ffff:".length) : text;
}
