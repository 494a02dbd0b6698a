import type { IncomingMessage } from "node:http";
import { SIGNATURE_HEADER } from "@/lib/contract/signing-keys";
import { credentialsOf } from "@/lib/http/credentials-of";
import { errorResponse } from "@/lib/http/error-response";
import { namesEtag } from "@/lib/http/etag";
import { API_HEADERS } from "@/lib/http/security-headers";
import type { PlainAnswer } from "../answer-front-route";
import { authenticateKey } from "../machine-key";
import { currentBundle } from "./bundle-source";

const SCOPE = "policies:read";
const HEADERS = { ...API_HEADERS, "cache-control": "private, no-cache" };

/**
 * Answers a router's poll as its route does, without the web's own request and answer, which would take most of the time.
 *
 * Null where the caller is no key with the scope: the route says what is to be said to those.
 */
export async function answerPoll(incoming: IncomingMessage): Promise<PlainAnswer | Response | null> {
  const key = credentialsOf(incoming.headers.authorization, "bearer");
  if (!key) return null;
  try {
    const { scopes } = await authenticateKey(key, new Date());
    if (!scopes.includes(SCOPE)) return null;
    const { etag, bytes, signature } = await currentBundle();
    if (namesEtag(incoming.headers["if-none-match"] ?? null, etag)) {
      return { status: 304, headers: { ...HEADERS, etag }, body: null };
    }
    const headers = { ...HEADERS, "content-type": "application/json", etag, [SIGNATURE_HEADER]: signature };
    return { status: 200, headers, body: bytes };
  } catch (error) {
    return errorResponse(error);
  }
}
