import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";

// What a client may not say about itself: Next's own wiring, our own wiring, and the policy whose nonce Next reads.
const INBOUND_REFUSED =
  /^(x-middleware-|x-nextjs-(?!data$)|x-next-|x-invoke-|x-matched-path$|x-switchyard-|x-nonce$|content-security-policy)/;

const YEAR_SECONDS = 365 * 86_400;
const PRIVATE_PEER = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

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

/** Removes what a client must not bring, and adds what pages and sign-in rely on: policy, path, client address. */
export function prepareRequest(request: IncomingMessage, policy: string): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) if (INBOUND_REFUSED.test(name)) delete headers[name];
  headers["content-security-policy"] = policy;
  headers["x-switchyard-path"] = request.url ?? "/";
  headers["x-switchyard-client-address"] = clientAddress(request.socket.remoteAddress, headers["x-forwarded-for"]);
}

/** The peer, or the client named by the nearest proxy when the peer is one: a proxy appends, so the last is its word. */
export function clientAddress(peer: string | undefined, forwardedFor: string | string[] | undefined): string {
  const address = (peer ?? "").replace(/^::ffff:/, "");
  if (!PRIVATE_PEER.test(address)) return address || "unknown";
  const named =
    String(forwardedFor ?? "")
      .split(",")
      .at(-1)
      ?.trim() ?? "";
  return isIP(named) ? named : address;
}

/** Makes an answer carry the page headers it lacks by the time it is sent; a route's own stay. */
export function guardResponse(response: ServerResponse, policy: string, asked: IncomingHttpHeaders = {}): void {
  const isHttps =
    String(asked["x-forwarded-proto"] ?? "")
      .split(",")[0]
      ?.trim() === "https";
  const standard = {
    ...(isHttps && { "strict-transport-security": `max-age=${YEAR_SECONDS}` }),
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
