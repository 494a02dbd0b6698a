import type { IncomingMessage } from "node:http";

// Beside the request: its own body would be a web stream, which costs more than all else there is to do for a large post.
const bodies = new WeakMap<Request, IncomingMessage>();

/** A Node request as a web one. Its `body` stays null: readBody, which knows it, reads straight from the socket. */
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

/** What the body of a request is read from: the Node request it was made of, or its own stream. */
export function bodySource(request: Request): AsyncIterable<Uint8Array> | null {
  const incoming = bodies.get(request);
  // Whoever stops reading early still has the socket to answer on.
  return incoming?.iterator({ destroyOnReturn: false }) ?? request.body;
}
