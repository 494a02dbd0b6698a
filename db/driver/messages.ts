/** Types of the server's messages that something here looks at. */
export const TYPE = {
  authentication: 0x52,
  keyData: 0x4b,
  dataRow: 0x44,
  commandComplete: 0x43,
  error: 0x45,
  notice: 0x4e,
  parameterStatus: 0x53,
  suspended: 0x73,
  ready: 0x5a,
  copyIn: 0x47,
} as const;

export const HEADER_BYTES = 5;
/** Says that a connection outside any transaction is ready for a query. */
export const READY = Buffer.from("Z\0\0\0\x05I", "latin1");

/** What an ErrorResponse says, by the letters of its fields: S, V severity, C code, M message. */
export function errorFields(message: Uint8Array): Map<string, string> {
  const text = Buffer.from(message.buffer, message.byteOffset, message.length).toString("utf8", HEADER_BYTES);
  const fields = text.split("\0").filter((field) => field !== "");
  return new Map(fields.map((field) => [field.slice(0, 1), field.slice(1)]));
}

/** The columns of a DataRow as text. */
export function rowOf(message: Buffer): (string | null)[] {
  const row: (string | null)[] = [];
  let at = HEADER_BYTES + 2;
  for (let column = message.readInt16BE(HEADER_BYTES); column > 0; column--) {
    const length = message.readInt32BE(at);
    at += 4;
    row.push(length < 0 ? null : message.toString("utf8", at, at + length));
    at += Math.max(0, length);
  }
  return row;
}

/** A simple query, which may hold several statements. */
export function simpleQuery(statement: string): Buffer {
  const text = Buffer.from(`${statement}\0`);
  const message = Buffer.alloc(HEADER_BYTES + text.length);
  message.write("Q");
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, HEADER_BYTES);
  return message;
}

/** Cuts a stream into whole messages. */
export class MessageCutter {
  #held: Buffer = Buffer.alloc(0);

  /** The messages that a chunk completes. */
  take(chunk: Uint8Array): Buffer[] {
    this.#held = Buffer.concat([this.#held, chunk]);
    const messages: Buffer[] = [];
    while (this.#held.length >= HEADER_BYTES) {
      const length = this.#held.readUInt32BE(1);
      if (length < 4) throw new Error("What the server says is not PostgreSQL's protocol");
      if (this.#held.length < length + 1) break;
      messages.push(this.#held.subarray(0, length + 1));
      this.#held = this.#held.subarray(length + 1);
    }
    return messages;
  }
}
