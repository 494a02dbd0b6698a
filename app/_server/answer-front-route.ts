import type { IncomingMessage, ServerResponse } from "node:http";
import { webRequest } from "@/lib/http/node-request";

type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
export type FrontRoutes = Readonly<Record<string, RouteHandler>>;

// On globalThis, because the server in front is not part of Next's bundle, and the routes are.
const shared: { [key: symbol]: FrontRoutes | undefined } = globalThis;
const ROUTES = Symbol.for("switchyard.front-routes");

/** Has these answered without Next, whose own work would take longer than theirs. Keys are like "GET /api/v1/route". */
export function openFrontRoutes(routes: FrontRoutes): void {
  shared[ROUTES] = routes;
}

/** Answers a request for one of these routes; false where it is for another. */
export async function answerFrontRoute(incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = incoming.url?.split("?")[0] ?? "/";
  const handler = shared[ROUTES]?.[`${incoming.method} ${path}`];
  if (!handler) return false;
  const answer = await handler(webRequest(incoming), { params: Promise.resolve({}) });
  const body = Buffer.from(await answer.arrayBuffer());
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (answer.status !== 304) response.setHeader("content-length", body.length);
  // A body that was refused half read is still under way; nobody will read it.
  if (!incoming.complete) response.setHeader("connection", "close");
  response.writeHead(answer.status).end(body);
  return true;
}
