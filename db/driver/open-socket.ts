import { Socket } from "node:net";
import { completeResults } from "./complete-results";

type SocketTarget = { host: string[]; port: number[]; path?: string | false };

const PROTOCOL_3 = 196_608;
const HEADER_BYTES = 8;
/** Its type and its length; the state of the transaction follows. */
const READY_FOR_QUERY = Buffer.of(0x5a, 0, 0, 0, 5);
// The driver holds back what is shorter than 1024 bytes.
const PADDING = `switchyard.padding\0${"x".repeat(1_024)}\0`;
const [PADDING_NAME = "", PADDING_VALUE = ""] = PADDING.split("\0");

/** A start-up parameter that makes the driver send its first message at once; openSocket takes it out again. */
export const startupPadding = { [PADDING_NAME]: PADDING_VALUE };

/**
 * The socket postgres.js (3.4.9) would open, but for four faults of its handling.
 *
 * Nagle's algorithm is off: with it, every COPY over TCP stalls twice for 40 ms. A start-up message goes out alone, and a
 * connection in use ends in one event; see the two functions below, and completeResults.
 */
export function openSocket({ host: [host = "localhost"], port: [port = 5432], path }: SocketTarget): Socket {
  // Still connecting when handed over, so that the driver's timeout covers it; for TLS the driver reads `host`.
  const socket = Object.assign(new Socket(), { host, port }).setNoDelay(true);
  sendStartupAlone(socket);
  endInOneEvent(socket);
  completeResults(socket);
  return path ? socket.connect(path) : socket.connect(port, host);
}

/**
 * When a connection died with something unsent, the driver keeps that, puts the next connection's start-up message
 * behind it and never sends either. Padded, the message does go out, and here all else is cut off.
 */
function sendStartupAlone(socket: Socket): void {
  const write = socket.write;
  socket.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    socket.write = write;
    return Reflect.apply(write, socket, [typeof chunk === "string" ? chunk : startupAlone(chunk), ...rest]);
  };
}

/**
 * After an `error` and until the `close`, the driver still takes queries, and such a `close` rejects none of them: they
 * hang, or get the answers of others on the next connection. A `close` without an error rejects them all, at once.
 */
function endInOneEvent(socket: Socket): void {
  const emit = socket.emit;
  let isInUse = false;
  socket.emit = (event: string | symbol, ...args: unknown[]) => {
    if (event === "data") isInUse ||= saysReady(args[0]);
    if (isInUse && event === "error") return true;
    return Reflect.apply(emit, socket, isInUse && event === "close" ? [event, false] : [event, ...args]);
  };
}

/** Whether a chunk of the answer to a start-up lets us in; the end of the connection may follow in the same chunk. */
function saysReady(chunk: unknown): boolean {
  return (
    chunk instanceof Uint8Array && Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).includes(READY_FOR_QUERY)
  );
}

/** The start-up message at the end of the bytes, without padding; other first messages (TLS, cancel) as they are. */
function startupAlone(chunk: Uint8Array): Uint8Array {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  for (let start = 0; start + HEADER_BYTES <= bytes.length; start++) {
    if (start + bytes.readUInt32BE(start) !== bytes.length || bytes.readUInt32BE(start + 4) !== PROTOCOL_3) continue;
    const parameters = bytes.toString("latin1", start + HEADER_BYTES).replace(PADDING, "");
    const message = Buffer.concat([Buffer.alloc(HEADER_BYTES), Buffer.from(parameters, "latin1")]);
    message.writeUInt32BE(message.length, 0);
    message.writeUInt32BE(PROTOCOL_3, 4);
    return message;
  }
  return chunk;
}
