import type { Copies } from "./copies";
import { errorFields, HEADER_BYTES, TYPE } from "./messages";

/** A CommandComplete message, which ends the rows of a result. */
const COMPLETE = Buffer.from("C\0\0\0\x0dSELECT 0\0", "latin1");
/** As a length it says null, so that no value is made of what was lost. */
const LOST = 0xff;
const ENDS_SESSION = new Set(["FATAL", "PANIC"]);

/**
 * Passes on what a server says in a session, with the rows of a result ended that fails after it began, or whose
 * connection does.
 *
 * The driver (postgres.js 3.4.9, issue 1181) counts rows until a CommandComplete comes: without one, the next answer
 * on the connection or on its successor begins with as many holes. Here one is put before the error, or before the end.
 */
export class ResultStream {
  readonly #session: { isOutOfStep: boolean };
  readonly #copies: Copies;
  #held: Uint8Array = new Uint8Array(0);
  /** Bytes of the message under way that have not come yet. */
  #left = 0;
  #hasRows = false;
  /** The driver answers the end of a cursor's rows, so nothing may be put in there. */
  #isCursor = false;

  /** Marks the session when what it says may no longer go with what it was asked. */
  constructor(session: { isOutOfStep: boolean }, copies: Copies) {
    this.#session = session;
    this.#copies = copies;
  }

  /** What is to be passed on of a chunk; the beginning of a header, of an error and of a request for rows that were sent wait for their rest. */
  take(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const parts: Uint8Array[] = [];
    let passed = 0;
    let at = Math.min(this.#left, bytes.length);
    this.#left -= at;
    while (this.#left === 0 && at + HEADER_BYTES <= bytes.length) {
      const type = bytes[at];
      const length = view.getUint32(at + 1);
      if (length < 4) throw new Error("What the server says is not PostgreSQL's protocol");
      const end = at + 1 + length;
      if (type === TYPE.dataRow) this.#hasRows = true;
      else if (type === TYPE.commandComplete) this.#hasRows = false;
      else if (type === TYPE.suspended) this.#isCursor = true;
      else if (type === TYPE.ready) {
        this.#isCursor = false;
        this.#copies.answered();
      } else if (type === TYPE.copyIn && this.#copies.isSent()) {
        if (end > bytes.length) break;
        parts.push(bytes.subarray(passed, at));
        passed = end;
      } else if (type === TYPE.error) {
        if (end > bytes.length) break;
        parts.push(bytes.subarray(passed, at), ...this.#failed(bytes.subarray(at, end)));
        passed = end;
      }
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

  #failed(message: Uint8Array): Uint8Array[] {
    // The end of the connection follows, which tells the driver; the error it would tell the next connection's first query.
    const fields = errorFields(message);
    // Poolers leave out the severity that is in no language.
    if (ENDS_SESSION.has(fields.get("V") ?? fields.get("S") ?? "")) return [];
    if (!this.#hasRows) return [message];
    this.#session.isOutOfStep = true;
    if (this.#isCursor) return [message];
    this.#hasRows = false;
    return [COMPLETE, message];
  }
}
