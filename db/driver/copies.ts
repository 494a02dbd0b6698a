import { processWide } from "@/lib/process-wide";
import { HEADER_BYTES, simpleQuery } from "./messages";

// The process in front and Next's bundle each have this module, and share the driver's class.
const payloads = processWide<Map<string, Uint8Array>>("database-copies").getOrMake(() => new Map());
const MARK = /\/\*copy \d+\*\/$/;
let count = 0;

// PostgreSQL begins with the first piece while the others are under way.
const PIECE_BYTES = 128 * 1024;
const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from("c\0\0\0\x04", "latin1");
const QUERY = 0x51;
const SYNC = 0x53;

/** Runs a statement that has rows with it: the text to be asked stands for both, and only while it is asked. */
export async function withPayload<T>(
  statement: string,
  payload: Uint8Array,
  ask: (text: string) => PromiseLike<T>,
): Promise<T> {
  const text = `${statement}/*copy ${count++}*/`;
  payloads.set(text, payload);
  try {
    return await ask(text);
  } finally {
    payloads.delete(text);
  }
}

/** Of one session: sends the rows of a COPY right after its statement, without waiting for the server to ask for them. */
export class Copies {
  #asked = 0;
  #answered = 0;
  /** Which of the questions are statements whose rows were sent. */
  readonly #sent = new Set<number>();

  /** What is to be written for a chunk of whole messages. */
  outgoing(chunk: Uint8Array): Uint8Array[] {
    const parts: Uint8Array[] = [];
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let passed = 0;
    for (let at = 0; at + HEADER_BYTES <= chunk.length; ) {
      const end = at + 1 + view.getUint32(at + 1);
      const type = chunk[at];
      if (type === QUERY && payloads.size > 0) {
        const copy = copyOf(chunk.subarray(at, end));
        if (copy) {
          parts.push(chunk.subarray(passed, at), ...copy);
          passed = end;
          this.#sent.add(this.#asked);
        }
      }
      if (type === QUERY || type === SYNC) this.#asked++;
      at = end;
    }
    parts.push(chunk.subarray(passed));
    return parts.filter(({ length }) => length > 0);
  }

  /** Whether the question that the server answers now was sent with its rows, so that nobody waits for it to ask for them. */
  isSent(): boolean {
    return this.#sent.has(this.#answered);
  }

  /** To be called when the server is ready for the next question. */
  answered(): void {
    this.#sent.delete(this.#answered++);
  }
}

/** The messages of a statement that has rows with it: itself without its mark, the rows, and their end. */
function copyOf(query: Uint8Array): Uint8Array[] | null {
  const text = Buffer.from(query.buffer, query.byteOffset, query.length).toString(
    "utf8",
    HEADER_BYTES,
    query.length - 1,
  );
  const payload = payloads.get(text);
  if (!payload) return null;
  const parts: Uint8Array[] = [simpleQuery(text.replace(MARK, ""))];
  for (let at = 0; at < payload.length; at += PIECE_BYTES) {
    const piece = payload.subarray(at, at + PIECE_BYTES);
    const header = Buffer.alloc(HEADER_BYTES);
    header[0] = COPY_DATA;
    header.writeUInt32BE(4 + piece.length, 1);
    parts.push(header, piece);
  }
  parts.push(COPY_DONE);
  return parts;
}
