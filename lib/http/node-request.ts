import type { IncomingMessage } from "node:http";

// Beside the request: its own body would be a web stream, which costs more than all else there is to do for a large post.
const bodies = new WeakMap<Request, IncomingMessage>();

/** A Node request as a web one. Its `body` stays null: withBody, which knows it, reads straight from the socket. */
export function webRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const request = new Request(new URL(incoming.url ?? "/", "http://localhost"), {
    method: incoming.method ?? "GET",
    headers,
  });
  bodies.set(request, incoming);
  return request;
}

/** What the body of a request is read from: the Node request it was made of, or its own stream; nothing where it has none. */
export function bodySource(request: Request): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  const incoming = bodies.get(request);
  // Whoever stops reading early still has the connection to answer on, which cancelling would cut.
  return incoming?.iterator({ destroyOnReturn: false }) ?? request.body?.values({ preventCancel: true }) ?? [];
}
