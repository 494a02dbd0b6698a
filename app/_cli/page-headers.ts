import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { DAY_SECONDS } from "@/lib/domain/time/units";
import { matchNetworks, NETWORK_NAMES } from "@/lib/http/match-networks";
import type { TrustsProxy } from "@/lib/http/trusted-proxies";
import { log } from "@/lib/log";
import { CALL_HEADERS } from "@/lib/router/call-headers";
import { readForwarded } from "./read-forwarded";

// What a client may not say about itself: Next's own wiring, our own wiring, the policy whose nonce Next reads, and what
// only a trusted proxy knows, which is set again below.
const INBOUND_REFUSED =
  /^(x-middleware-|x-nextjs-(?!data$)|x-next-|x-invoke-|x-matched-path$|x-switchyard-|x-nonce$|content-security-policy|x-forwarded-|forwarded$|x-real-ip$)/;

/** Of these, what a caller of the router says of their call. */
const INBOUND_ALLOWED: ReadonlySet<string> = new Set(Object.values(CALL_HEADERS));

const YEAR_SECONDS = 365 * DAY_SECONDS;

/** The policy of a page: scripts by nonce only; styles inline, which the component kit needs. */
export function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Removes what a client must not bring, and adds what pages and sign-in rely on: policy, path, and who asks and how. */
export function prepareRequest(request: IncomingMessage, policy: string, trustsProxy: TrustsProxy): void {
  const { headers } = request;
  const { address, proto, host } = readForwarded(request.socket.remoteAddress, headers, trustsProxy);
  if (headers["x-forwarded-for"] !== undefined) noteIfIgnored(request.socket.remoteAddress ?? "", trustsProxy);
  for (const name of Object.keys(headers))
    if (INBOUND_REFUSED.test(name) && !INBOUND_ALLOWED.has(name)) delete headers[name];
  headers["content-security-policy"] = policy;
  headers["x-switchyard-path"] = request.url ?? "/";
  headers["x-switchyard-client-address"] = address;
  if (proto) headers["x-forwarded-proto"] = proto;
  if (host) headers["x-forwarded-host"] = host;
}

const isNear = matchNetworks(Object.keys(NETWORK_NAMES));
let isNoted = false;

/** Once, and of a peer so near that it may be the operator's own proxy: without this they would look for why long. */
function noteIfIgnored(peer: string, trustsProxy: TrustsProxy): void {
  if (isNoted || trustsProxy(peer) || !isNear(peer)) return;
  isNoted = true;
  log.warn({ peer }, "X-Forwarded-* is ignored: if this is your proxy, name it in SWITCHYARD_TRUSTED_PROXIES");
}

/** Makes an answer carry the page headers it lacks by the time it is sent, given a prepared request's; a route's own stay. */
export function guardResponse(response: ServerResponse, policy: string, asked: IncomingHttpHeaders = {}): void {
  const standard = {
    ...(asked["x-forwarded-proto"] === "https" && { "strict-transport-security": `max-age=${YEAR_SECONDS}` }),
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
  };
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, args) {
      for (const [name, value] of Object.entries(standard)) {
        if (!response.headersSent && !response.hasHeader(name)) response.setHeader(name, value);
      }
      return Reflect.apply(writeHead, self, args);
    },
  });
}

const NONCE_BYTES = 16;
const POOL_BYTES = 256 * NONCE_BYTES;
let pool = Buffer.alloc(0);

/** 128 random bits, drawn many at a time: asking the system for each would take longer than a router's whole poll. */
export function newNonce(): string {
  if (pool.length < NONCE_BYTES) pool = randomBytes(POOL_BYTES);
  const nonce = pool.toString("base64", 0, NONCE_BYTES);
  pool = pool.subarray(NONCE_BYTES);
  return nonce;
}
