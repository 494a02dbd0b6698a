import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRouter, type RouterOptions } from "@/lib/router/create-router";

export type ListeningRouter = { url: string; close: () => Promise<void> };

/** The router that is built in, on a loopback port of its own and without the rest of the product. */
export async function listenRouter(options: RouterOptions): Promise<ListeningRouter> {
  const router = createRouter(options);
  const server = createServer((incoming, response) => void router.answer(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await router.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
