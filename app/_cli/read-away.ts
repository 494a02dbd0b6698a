import type { IncomingMessage, ServerResponse } from "node:http";

/** What is still under way of a body nobody wants is read so far; a client that sends more is cut off. */
const READ_AWAY_MAX_BYTES = 64 * 1024 * 1024;

/** Of all such bodies together, before whatever else waits is looked at again. */
const PIECES_PER_TURN = 4;

/**
 * Lets every answer be given before its request's body has come, and the connection go on after it.
 *
 * The rest of the body is read away, however far whoever answered had read it. A connection that ends with the answer ends
 * when that is done: ended at once, the client would see it break instead of the answer.
 */
export function readAwayRest(request: IncomingMessage, response: ServerResponse, isUnsent: () => boolean): void {
  response.end = new Proxy(response.end, {
    apply(end, self: ServerResponse, args: Parameters<typeof response.end>) {
      if (request.complete || request.destroyed || isUnsent()) return Reflect.apply(end, self, args);
      readAway(request);
      if (response.shouldKeepAlive) return Reflect.apply(end, self, args);
      sendWhole(response, args[0]);
      whenEnded(request, () => Reflect.apply(end, self, []));
      return self;
    },
  });
}

function sendWhole(response: ServerResponse, body: unknown): void {
  const hasBody = typeof body === "string" || body instanceof Uint8Array;
  const isFramed = response.headersSent || response.hasHeader("transfer-encoding");
  if (!isFramed) response.setHeader("content-length", hasBody ? Buffer.byteLength(body) : 0);
  if (hasBody) response.write(body);
  else response.flushHeaders();
}

function whenEnded(request: IncomingMessage, then: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) then();
    isDone = true;
  };
  request.once("end", once).once("close", once);
}

function readAway(request: IncomingMessage): void {
  let left = READ_AWAY_MAX_BYTES;
  // Those of whoever began to read it, who would stop the flow when nobody takes it from them.
  request.removeAllListeners("readable").removeAllListeners("data");
  request.on("data", (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) request.socket.destroy();
    else awaitTurn(request);
  });
  request.resume();
}

const waiting: IncomingMessage[] = [];

/** Lets the next piece come when it is its turn: read as fast as hundreds send, these would leave no time for answers. */
function awaitTurn(request: IncomingMessage): void {
  request.pause();
  if (waiting.push(request) === 1) setImmediate(takeTurn);
}

function takeTurn(): void {
  for (const request of waiting.splice(0, PIECES_PER_TURN)) request.resume();
  if (waiting.length > 0) setImmediate(takeTurn);
}
