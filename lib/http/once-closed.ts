import { setMaxListeners } from "node:events";
import type { ServerResponse } from "node:http";

/**
 * Resolves once an answer is done with: sent, or nobody there to take it.
 *
 * Of requests that wait on a connection behind another, Node closes no response when the connection ends.
 */
export function onceClosed(response: ServerResponse): Promise<void> {
  const { socket } = response.req;
  return new Promise((resolve) => {
    const end = () => {
      response.off("close", end);
      socket.off("close", end);
      resolve();
    };
    if (response.closed || socket.destroyed) return resolve();
    // One for each request that waits on the connection: no leak.
    setMaxListeners(0, socket);
    response.once("close", end);
    socket.once("close", end);
  });
}
