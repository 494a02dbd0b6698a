import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export type Listening = { url: string; close: () => Promise<void> };

/** A server on a port of its own that hands each request over with its body. */
export async function listen(
  answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => unknown,
): Promise<Listening> {
  const server = createServer(async (request, response) => {
    await answer(request, await buffer(request), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
