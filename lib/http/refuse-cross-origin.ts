import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { credentialsOf } from "./credentials-of";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a state-changing request which a page of another site sent with a person's cookie.
 *
 * A bearer key cannot be sent by a foreign page unasked, and a caller without Origin is no browser; both pass. Where a
 * request makes a cookie instead of using one, as signing in does, it need not bring any to be refused.
 */
export function refuseCrossOrigin(request: Request, options: { makesCookie?: boolean } = {}): void {
  if (SAFE_METHODS.has(request.method) || !(options.makesCookie || request.headers.has("cookie"))) return;
  if (credentialsOf(request.headers.get("authorization"), "bearer") !== undefined) return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isCrossOrigin =
    origin === null ? site === "cross-site" || site === "same-site" : !ownHosts(request).has(hostOf(origin));
  if (isCrossOrigin) throw new AppError("FORBIDDEN", t("A page of another site may not change anything here"));
}

function ownHosts(request: Request): Set<string> {
  const hosts = [request.headers.get("host"), request.headers.get("x-forwarded-host")].filter(
    (host) => typeof host === "string" && host !== "",
  );
  return new Set(hosts.length > 0 ? hosts.map(String) : [new URL(request.url).host]);
}

function hostOf(origin: string): string {
  // "null", the origin of a sandboxed page, is no URL and equals no host.
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
