import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { webRequest } from "@/lib/http/node-request";
import { onceClosed } from "@/lib/http/once-closed";
import { processWide } from "@/lib/process-wide";
import type { Endpoint } from "./implement";

type Answer = (incoming: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** An answer in the fewest words. */
export type FastAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array<ArrayBuffer> | null;
};
/** A route; where it has a `fast` way, that answers straight from Node's request, or leaves it to the route with null. */
export type FastEndpoint = Endpoint & {
  fast?: (incoming: IncomingMessage) => Promise<FastAnswer | Response | null>;
};

// The server in front is not part of Next's bundle, and the routes with all they use are.
const shared = processWide<Answer>("answer-front-route");

/** Has these answered without Next, whose own work would take longer than theirs. */
export function openFastPaths(endpoints: readonly FastEndpoint[]): void {
  const known = new Map(
    endpoints.map((endpoint) => [`${endpoint.operation.method.toUpperCase()} ${endpoint.operation.path}`, endpoint]),
  );
  shared.set(async (incoming, response) => {
    const endpoint = known.get(`${incoming.method} ${incoming.url?.split("?")[0] ?? "/"}`);
    if (!endpoint) return false;
    const answer =
      (await endpoint.fast?.(incoming)) ?? (await endpoint(webRequest(incoming), { params: Promise.resolve({}) }));
    if (answer instanceof Response) await send(answer, response);
    else sendFast(answer, response);
    return true;
  });
}

/** Answers a request for one of these routes; false where it is for another. */
export async function answerFastPath(incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
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

function sendFast({ status, headers, body }: FastAnswer, response: ServerResponse): void {
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
