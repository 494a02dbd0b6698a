import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Tells a client that asked first (Expect: 100-continue) to go on only once its body is wanted; says whether it still waits.
 *
 * Refused before that, it sends nothing, and the connection ends, since nobody can know whether it had begun to.
 */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): () => boolean {
  const { shouldKeepAlive } = response;
  let isWaiting = true;
  response.shouldKeepAlive = false;
  const onListener = (name: string | symbol) => {
    if ((name !== "data" && name !== "readable") || response.headersSent) return;
    request.off("newListener", onListener);
    isWaiting = false;
    response.shouldKeepAlive = shouldKeepAlive;
    response.writeContinue();
  };
  request.on("newListener", onListener);
  return () => isWaiting;
}
