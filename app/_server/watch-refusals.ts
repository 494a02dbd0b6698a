import type { IncomingMessage, ServerResponse } from "node:http";
import type { AccessEventName } from "@/lib/contract/audit";
import { clientOf } from "./client-of";
import { noteAccess } from "./note-access";

/** By which a request is the same in front and within Next; a client cannot bring it itself. */
const REQUEST_HEADER = "x-switchyard-request";
const MAX_NAMED = 10_000;
const EVENTS: Partial<Record<number, AccessEventName>> = {
  401: "unauthenticated",
  403: "forbidden",
  429: "rate_limited",
};
// On record as a sign-in that failed, with whom it was tried for.
const SIGN_IN_PATH = "/api/auth/sign-in/email";

type Named = { next: number; who: Map<string, string> };
const shared: { [key: symbol]: Named | undefined } = globalThis;
const NAMED = Symbol.for("switchyard.named-callers");

function named(): Named {
  const known = shared[NAMED] ?? { next: 0, who: new Map() };
  shared[NAMED] = known;
  return known;
}

/** Says who a request turned out to be of, in case it is refused. */
export function nameCaller(headers: Headers, who: string): void {
  const request = headers.get(REQUEST_HEADER);
  if (request === null) return;
  const { who: all } = named();
  // Left behind by requests that ended before they were known.
  if (all.size >= MAX_NAMED) all.clear();
  all.set(request, who);
}

/** Puts a request on record once it was answered 401, 403 or 429, by whatever answered it. */
export function watchRefusals(request: IncomingMessage, response: ServerResponse): void {
  const state = named();
  state.next += 1;
  const id = String(state.next);
  request.headers[REQUEST_HEADER] = id;
  response.once("close", () => {
    const who = state.who.get(id) ?? "";
    state.who.delete(id);
    const event = EVENTS[response.statusCode];
    const path = request.url?.split("?")[0] ?? "/";
    if (!event || (path === SIGN_IN_PATH && response.statusCode === 401)) return;
    const headers = new Headers();
    for (const name of ["x-switchyard-client-address", "user-agent"])
      headers.set(name, String(request.headers[name] ?? ""));
    noteAccess({ event, who, path: `${request.method} ${path}`, ...clientOf(headers) });
  });
}
