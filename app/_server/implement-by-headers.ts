import type { IncomingMessage } from "node:http";
import type { Operation } from "@/lib/contract/operation";
import { credentialsOf } from "@/lib/http/credentials-of";
import { errorResponse } from "@/lib/http/error-response";
import type { FastAnswer, FastEndpoint } from "./answer-fast-path";
import { implement } from "./implement";
import { authenticateKey } from "./machine-key";

/** Its headers are all there are, API_HEADERS among them: merging them for each poll would take as long as the rest. */
type Answer = (header: (name: string) => string | null) => Promise<FastAnswer>;

/**
 * The route of an operation that is answered by nothing but headers, and the same answer straight from Node's request for
 * the fast path, without the web's own request and answer, which would take most of the time.
 */
export function implementByHeaders<O extends Operation>(operation: O, answer: Answer): FastEndpoint {
  const route = implement<Operation>(operation, async ({ request }) => {
    const { status, headers, body } = await answer((name) => request.headers.get(name));
    return new Response(body, { status, headers });
  });

  /** Null where the caller is no key with the scope: the route says what is to be said to those. */
  async function fast(incoming: IncomingMessage): Promise<FastAnswer | Response | null> {
    const key = credentialsOf(incoming.headers.authorization, "bearer");
    if (!key) return null;
    try {
      const { scopes } = await authenticateKey(key, new Date());
      if (!scopes.some((scope) => scope === operation.scope)) return null;
      return await answer((name) => headerOf(incoming, name));
    } catch (error) {
      return errorResponse(error);
    }
  }
  return Object.assign(route, { fast });
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}
