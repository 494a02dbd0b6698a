import type { IncomingMessage, ServerResponse } from "node:http";

/** One request and its response, and what ends them early. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** Aborts as soon as the caller leaves or the server stops; nothing waits after that. */
  signal: AbortSignal;
  /** Ends the connection without an end of the answer; the caller sees a cut body. */
  cut: () => void;
  /** Ends the connection by a reset. */
  reset: () => void;
  /** Whether the caller left; false where the provider itself ended the connection. */
  hasLeft: () => boolean;
};

/** Watches an exchange from its first moment, so that no leaving is missed. */
export function watchExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const controller = new AbortController();
  let isOurs = false;
  let isLeft = false;
  const stop = () => {
    isOurs = true;
    controller.abort();
  };
  response.on("close", () => {
    isLeft = !isOurs && !response.writableFinished;
    controller.abort();
  });
  response.on("error", () => controller.abort());
  return {
    ...{ request, response, signal: controller.signal },
    // What was written goes out first; written pieces reach the socket with the next turn.
    cut: () => {
      stop();
      setImmediate(() => request.socket.destroySoon());
    },
    reset: () => {
      stop();
      request.socket.resetAndDestroy();
    },
    hasLeft: () => isLeft,
  };
}
