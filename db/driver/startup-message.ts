import type { SessionKey } from "./sessions";

const PROTOCOL_3 = 196_608;
const CANCEL_CODE = 80_877_102;
const CANCEL_BYTES = 16;
const HEADER_BYTES = 8;
// The driver holds back what is shorter than 1024 bytes.
const PADDING = `switchyard.padding\0${"x".repeat(1_024)}\0`;
const [PADDING_NAME = "", PADDING_VALUE = ""] = PADDING.split("\0");

/** A start-up parameter that makes the driver send its first message at once; readFirstMessage takes it out again. */
export const startupPadding = { [PADDING_NAME]: PADDING_VALUE };

export type FirstMessage = { bytes: Uint8Array } & ({ kind: "startup" } | { kind: "cancel"; key: SessionKey });

/**
 * What the driver wants of a new connection.
 *
 * When a connection died with something unsent, the driver keeps that, puts the next connection's start-up message
 * behind it and never sends either. Padded, the message does go out, and here all else is cut off.
 */
export function readFirstMessage(chunk: Uint8Array): FirstMessage {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (bytes.length === CANCEL_BYTES && bytes.readUInt32BE(4) === CANCEL_CODE) {
    return { kind: "cancel", bytes, key: { pid: bytes.readUInt32BE(8), secret: bytes.readUInt32BE(12) } };
  }
  for (let start = 0; start + HEADER_BYTES <= bytes.length; start++) {
    if (start + bytes.readUInt32BE(start) !== bytes.length || bytes.readUInt32BE(start + 4) !== PROTOCOL_3) continue;
    const parameters = bytes.toString("latin1", start + HEADER_BYTES).replace(PADDING, "");
    const message = Buffer.concat([Buffer.alloc(HEADER_BYTES), Buffer.from(parameters, "latin1")]);
    message.writeUInt32BE(message.length, 0);
    message.writeUInt32BE(PROTOCOL_3, 4);
    return { kind: "startup", bytes: message };
  }
  throw new Error("The driver began a connection with what is neither a start-up nor a cancel message");
}
