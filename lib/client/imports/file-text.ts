import { fileKind, isGzip, KIND_BYTES } from "@/lib/domain/ingest-checks/file-kind";
import { message, t } from "@/lib/messages/translate";

/** Why a file cannot be read, in one sentence for whoever has it. */
export class FileError extends Error {
  override name = "FileError";
}

/** Whether places in the text of a file are places in the file. */
export async function isPlain(file: File): Promise<boolean> {
  const beginning = await beginningOf(file);
  const kind = fileKind(beginning);
  return !isGzip(beginning) && "encoding" in kind && kind.encoding === "utf-8";
}

/**
 * The text of a file in pieces of UTF-8, unpacked where it begins as gzip does, and decoded by what it begins with.
 *
 * Throws a FileError where it holds no text, is damaged, or is no longer there.
 */
export async function* fileText(file: File): AsyncGenerator<Uint8Array> {
  const isPacked = isGzip(await beginningOf(file));
  const pieces = readPieces(isPacked ? unpacked(file) : file.stream(), isPacked);
  const beginning: Uint8Array[] = [];
  let length = 0;
  while (length < KIND_BYTES) {
    const next = await pieces.next();
    if (next.done) break;
    beginning.push(next.value);
    length += next.value.length;
  }
  const start = joined(beginning);
  const kind = fileKind(start);
  if ("problem" in kind) throw new FileError(t("The file is {problem}", { problem: kind.problem }));
  if (kind.encoding === "utf-8") {
    yield start;
    yield* pieces;
    return;
  }
  const decoder = new TextDecoder(kind.encoding);
  const encoder = new TextEncoder();
  yield encoder.encode(decoder.decode(start, { stream: true }));
  for await (const piece of pieces) yield encoder.encode(decoder.decode(piece, { stream: true }));
  yield encoder.encode(decoder.decode());
}

async function beginningOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, KIND_BYTES).arrayBuffer());
  } catch {
    throw new FileError(t(GONE));
  }
}

const GONE = message("The file can no longer be read: it was moved, changed or removed");

function unpacked(file: File): ReadableStream<Uint8Array> {
  // The libraries' types differ in what a chunk's buffer may be; what comes out are bytes either way.
  const bytes = file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  return bytes.pipeThrough(new DecompressionStream("gzip"));
}

// Not every browser lets a stream be iterated.
async function* readPieces(stream: ReadableStream<Uint8Array>, isPacked: boolean): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch (cause) {
    // What is wrong with an archive is a TypeError, as what is wrong with the network.
    const text = isPacked ? t("The file is a damaged gzip file, or one that ends too early") : t(GONE);
    throw new FileError(text, { cause });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
