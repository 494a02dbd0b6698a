import { createReadStream, type ReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/contract/error";

const GZIP = [0x1f, 0x8b];
/** What a file begins with that holds no text → what it is, and what to write instead. */
const NO_TEXT: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "a ZIP archive or a spreadsheet: unpack it, or save it as CSV"],
  ["PAR1", "a Parquet file: write it as CSV or JSONL"],
  ["SQLite format 3", "a SQLite database: export its table as CSV"],
  ["%PDF", "a PDF document"],
  ["ORC", "an ORC file: write it as CSV or JSONL"],
  ["Obj\u0001", "an Avro file: write it as CSV or JSONL"],
];

export type OpenText = { bytes: ReadStream; text: Readable; beginning: string };

/**
 * A file as text, unpacked where it begins as gzip does, and decoded where it is UTF-16; with its beginning.
 *
 * Throws INVALID where it surely holds no text.
 */
export async function openText(file: string): Promise<OpenText> {
  const first = await firstBytes(createReadStream(file));
  const isPacked = GZIP.every((byte, place) => first[place] === byte);
  const open = () => {
    const bytes = createReadStream(file);
    return { bytes, unpacked: isPacked ? unpack(bytes) : bytes };
  };
  const start = isPacked ? await firstBytes(open().unpacked) : first;
  const latin = start.subarray(0, 32).toString("latin1");
  const kind = NO_TEXT.find(([magic]) => latin.startsWith(magic))?.[1];
  if (kind) throw new AppError("INVALID", `The file is ${kind}`);
  const encoding = encodingOf(start);
  const { bytes, unpacked } = open();
  const text = encoding === "utf-8" ? unpacked : Readable.from(decoded(unpacked, encoding), { objectMode: false });
  // Whoever reads it hears of its errors; nobody may have begun to.
  text.on("error", () => undefined);
  return { bytes, text, beginning: new TextDecoder(encoding).decode(start) };
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** By the mark at its beginning or, without one, by where its zeros are: ASCII in UTF-16 has one in each pair. */
function encodingOf(start: Buffer): Encoding {
  const mark = start.subarray(0, 2).toString("hex");
  if (mark === "fffe" || (start[1] === 0 && start[3] === 0 && start[0] !== 0)) return "utf-16le";
  return mark === "feff" || (start[0] === 0 && start[2] === 0 && start[1] !== 0) ? "utf-16be" : "utf-8";
}

async function* decoded(bytes: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function unpack(bytes: Readable): Readable {
  const unpacked = bytes.pipe(createGunzip());
  // An error of the file must end the reader at the other end of the pipe too.
  bytes.on("error", (error) => unpacked.destroy(error));
  return unpacked;
}

async function firstBytes(bytes: Readable): Promise<Buffer> {
  try {
    for await (const piece of bytes) return Buffer.from(piece);
    return Buffer.alloc(0);
  } finally {
    bytes.destroy();
  }
}
