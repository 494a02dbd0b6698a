import { createReadStream, type ReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/contract/error";
import { fileKind, isGzip } from "@/lib/domain/ingest-checks/file-kind";

export type OpenText = { bytes: ReadStream; text: Readable; beginning: string };

/**
 * A file as text, unpacked where it begins as gzip does, and decoded by what it begins with; with its beginning.
 *
 * Throws INVALID where it surely holds no text.
 */
export async function openText(file: string): Promise<OpenText> {
  const first = await firstBytes(createReadStream(file));
  const isPacked = isGzip(first);
  const open = () => {
    const bytes = createReadStream(file);
    return { bytes, unpacked: isPacked ? unpack(bytes) : bytes };
  };
  const start = isPacked ? await firstBytes(open().unpacked) : first;
  const kind = fileKind(start);
  if ("problem" in kind) throw new AppError("INVALID", `The file is ${kind.problem}`);
  const { encoding } = kind;
  const { bytes, unpacked } = open();
  const text = encoding === "utf-8" ? unpacked : Readable.from(decoded(unpacked, encoding), { objectMode: false });
  // Whoever reads it hears of its errors; nobody may have begun to.
  text.on("error", () => undefined);
  return { bytes, text, beginning: new TextDecoder(encoding).decode(start) };
}

async function* decoded(bytes: Readable, encoding: string): AsyncGenerator<string> {
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
