import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { webRequest } from "@/lib/http/node-request";
import { onceClosed } from "@/lib/http/once-closed";
import { processWide } from "@/lib/process-wide";

type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Answer = (incoming: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** An answer in the fewest words. */
export type PlainAnswer = { status: number; headers: Readonly<Record<string, string>>; body: Uint8Array | null };
/** Answers straight from Node's request, for what is asked all the time; null leaves the request to its route. */
type PlainHandler = (incoming: IncomingMessage) => Promise<PlainAnswer | Response | null>;

// The server in front is not part of Next's bundle, and the routes with all they use are.
const shared = processWide<Answer>("answer-front-route");

/** Has these answered without Next, whose own work would take longer than theirs. Keys are like "GET /api/v1/route". */
export function openFrontRoutes(
  routes: Readonly<Record<string, RouteHandler>>,
  plain: Readonly<Record<string, PlainHandler>> = {},
): void {
  shared.set(async (incoming, response) => {
    const name = `${incoming.method} ${incoming.url?.split("?")[0] ?? "/"}`;
    const answer = await plain[name]?.(incoming);
    if (answer) {
      if (answer instanceof Response) await send(answer, response);
      else sendPlain(answer, response);
      return true;
    }
    const handler = routes[name];
    if (!handler) return false;
    await send(await handler(webRequest(incoming), { params: Promise.resolve({}) }), response);
    return true;
  });
}

/** Answers a request for one of these routes; false where it is for another. */
export async function answerFrontRoute(incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
  return (await shared.get()?.(incoming, response)) ?? false;
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (answer.body && answer.headers.get("content-type") === "text/event-stream") {
    response.writeHead(answer.status).flushHeaders();
    return sendEvents(answer.body, response);
  }
  const body = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 304) response.setHeader("content-length", body.length);
  response.writeHead(answer.status).end(body);
}

function sendPlain({ status, headers, body }: PlainAnswer, response: ServerResponse): void {
  for (const name in headers) response.setHeader(name, headers[name] ?? "");
  if (body) response.setHeader("content-length", body.length);
  response.writeHead(status).end(body);
}

/** Passes events on as they come, no faster than the client takes them, until either side ends. */
async function sendEvents(events: ReadableStream<Uint8Array>, response: ServerResponse): Promise<void> {
  const reader = events.getReader();
  const closed = onceClosed(response);
  void closed.then(() => reader.cancel());
  reader.closed.catch(() => response.destroy());
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!response.write(next.value)) await Promise.race([once(response, "drain"), closed]);
    }
    response.end();
  } catch {
    response.destroy();
  }
}
