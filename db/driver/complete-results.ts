import type { Socket } from "node:net";

const HEADER_BYTES = 5;
const TYPE = { authentication: 0x52, dataRow: 0x44, commandComplete: 0x43, error: 0x45, suspended: 0x73, ready: 0x5a };
/** A CommandComplete message, which ends the rows of a result. */
const COMPLETE = Buffer.from("C\0\0\0\x0dSELECT 0\0", "latin1");
/** As a length it says null, so that no value is made of what was lost. */
const LOST = 0xff;

/**
 * Ends the rows of a result that fails after it began, or whose connection does.
 *
 * The driver (postgres.js 3.4.9, issue 1181) counts rows until a CommandComplete comes: without one, the next answer
 * on the connection or on its successor begins with as many holes. Here one is put before the error, or before the end.
 * What comes over TLS does not pass here.
 */
export function completeResults(socket: Socket): void {
  const emit = socket.emit;
  const pass = (chunk: Uint8Array) => chunk.length > 0 && Reflect.apply(emit, socket, ["data", chunk]);
  let messages: Messages | undefined;
  socket.emit = (event: string | symbol, ...args: unknown[]) => {
    const [chunk] = args;
    if (event === "data" && chunk instanceof Uint8Array) {
      // The answer to a request for TLS comes before, and is no message.
      messages ??= chunk[0] === TYPE.authentication ? new Messages() : undefined;
      if (!messages) return Reflect.apply(emit, socket, [event, ...args]);
      for (const part of messages.take(chunk)) pass(part);
      return true;
    }
    if (event === "close" && messages) for (const part of messages.end()) pass(part);
    return Reflect.apply(emit, socket, [event, ...args]);
  };
}

/** Where in the stream of the server's messages we are, and whether rows came that nothing has ended yet. */
class Messages {
  #held: Uint8Array = new Uint8Array(0);
  /** Bytes of the message under way that have not come yet. */
  #left = 0;
  #hasRows = false;
  /** The driver answers the end of a cursor's rows, so nothing may be put in there. */
  #isCursor = false;

  /** What is to be passed on of a chunk; the beginning of a header waits for its rest. */
  take(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const parts: Uint8Array[] = [];
    let passed = 0;
    let at = Math.min(this.#left, bytes.length);
    this.#left -= at;
    while (this.#left === 0 && at + HEADER_BYTES <= bytes.length) {
      const type = bytes[at];
      if (type === TYPE.dataRow) this.#hasRows = true;
      else if (type === TYPE.commandComplete) this.#hasRows = false;
      else if (type === TYPE.suspended) this.#isCursor = true;
      else if (type === TYPE.ready) this.#isCursor = false;
      else if (type === TYPE.error && this.#hasRows && !this.#isCursor) {
        parts.push(bytes.subarray(passed, at), COMPLETE);
        passed = at;
        this.#hasRows = false;
      }
      const end = at + 1 + view.getUint32(at + 1);
      at = Math.min(end, bytes.length);
      this.#left = end - at;
    }
    this.#held = bytes.subarray(at);
    parts.push(bytes.subarray(passed, at));
    return parts;
  }

  /** What ends the rows where nothing more comes. */
  end(): Uint8Array[] {
    return this.#hasRows ? [new Uint8Array(this.#left).fill(LOST), COMPLETE] : [];
  }
}
