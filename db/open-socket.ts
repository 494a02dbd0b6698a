import { Socket } from "node:net";

type SocketTarget = { host: string[]; port: number[]; path?: string | false };

const PROTOCOL_3 = 196_608;
const HEADER_BYTES = 8;
// The driver holds back what is shorter than 1024 bytes.
const PADDING = `switchyard.padding\0${"x".repeat(1_024)}\0`;
const [PADDING_NAME = "", PADDING_VALUE = ""] = PADDING.split("\0");

/** A start-up parameter that makes the driver send its first message at once; openSocket takes it out again. */
export const startupPadding = { [PADDING_NAME]: PADDING_VALUE };

/**
 * The socket postgres.js would open, but for two of its faults.
 *
 * Nagle's algorithm is off: with it, every COPY over TCP stalls twice for 40 ms. And when a connection died with
 * something unsent, the driver (3.4.9) keeps that, puts the next connection's start-up message behind it and never
 * sends either: the slot is lost. Padded, the message goes out, and here all but the message is cut off.
 */
export function openSocket({ host: [host = "localhost"], port: [port = 5432], path }: SocketTarget): Socket {
  // Still connecting when handed over, so that the driver's timeout covers it; for TLS the driver reads `host`.
  const socket = Object.assign(new Socket(), { host, port }).setNoDelay(true);
  const write = socket.write;
  socket.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    socket.write = write;
    return Reflect.apply(write, socket, [typeof chunk === "string" ? chunk : startupAlone(chunk), ...rest]);
  };
  return path ? socket.connect(path) : socket.connect(port, host);
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
