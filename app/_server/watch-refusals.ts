import type { IncomingMessage, ServerResponse } from "node:http";
import { callerContext } from "@/db/readers/caller-context";
import type { AccessEventName } from "@/lib/contract/audit";
import { clientOf } from "./client-of";
import { noteAccess } from "./note-access";

const EVENTS: Partial<Record<number, AccessEventName>> = {
  401: "unauthenticated",
  403: "forbidden",
  429: "rate_limited",
};
// On record as a sign-in that failed, with whom it was tried for.
const SIGN_IN_PATH = "/api/auth/sign-in/email";

/**
 * Puts a request on record once it was answered 401, 403 or 429, by whatever answered it.
 *
 * Called where the request is followed (see forCaller), which is how it is known whose it turned out to be.
 */
export function watchRefusals(request: IncomingMessage, response: ServerResponse): void {
  const context = callerContext();
  response.once("close", () => {
    const event = EVENTS[response.statusCode];
    const path = request.url?.split("?")[0] ?? "/";
    if (!event || (path === SIGN_IN_PATH && response.statusCode === 401)) return;
    const headers = new Headers();
    for (const name of ["x-switchyard-client-address", "user-agent"])
      headers.set(name, String(request.headers[name] ?? ""));
    noteAccess({ event, who: context?.caller?.name ?? "", path: `${request.method} ${path}`, ...clientOf(headers) });
  });
}
