import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import { AppError, isAppError } from "@/lib/contract/error";
import { bodySource } from "./node-request";

const MIB = 1024 * 1024;

/** The most a body may hold, compressed and decompressed alike, unless a route says less. */
export const MAX_BODY_BYTES = 16 * MIB;

const DECODERS = new Map([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["br", promisify(brotliDecompress)],
]);

export type ReadBodyOptions = { maxBytes?: number };

/**
 * The bytes of a request's body, decompressed (gzip, br).
 *
 * Stops as soon as a limit is crossed, on the wire or while inflating, so a bomb costs no more than the limit. Throws
 * UNSUPPORTED, TOO_LARGE, or INVALID for a damaged or cut body.
 */
export async function readBody(request: Request, options: ReadBodyOptions = {}): Promise<Buffer> {
  const { maxBytes = MAX_BODY_BYTES } = options;
  const encoding = (request.headers.get("content-encoding") ?? "").trim().toLowerCase();
  const decode = DECODERS.get(encoding);
  if (!decode && encoding !== "" && encoding !== "identity") {
    throw new AppError("UNSUPPORTED", "Content-Encoding must be gzip, br or absent");
  }
  const sent = await readSent(request, maxBytes);
  if (!decode) return sent;
  try {
    return await decode(sent, { maxOutputLength: maxBytes, chunkSize: 256 * 1024 });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(maxBytes);
    throw new AppError("INVALID", `The body is not valid ${encoding}, or it is cut short`, { cause });
  }
}

/** A request's body as text; invalid UTF-8 is refused rather than replaced. */
export async function readText(request: Request, options: ReadBodyOptions = {}): Promise<string> {
  return decodeUtf8(await readBody(request, options));
}

/** Bytes as text, without a byte order mark; throws INVALID where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("INVALID", "The body is not valid UTF-8", { cause });
  }
}

async function readSent(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const source = bodySource(request) ?? [];
  try {
    for await (const chunk of source) {
      length += chunk.byteLength;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw isAppError(cause) ? cause : new AppError("INVALID", "The body is cut short", { cause });
  }
  return chunks.length === 1 && chunks[0]
    ? Buffer.from(chunks[0].buffer, chunks[0].byteOffset, length)
    : Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): AppError {
  const limit = maxBytes >= MIB ? `${maxBytes / MIB} MiB` : `${maxBytes} bytes`;
  return new AppError("TOO_LARGE", `The body may hold at most ${limit}`);
}
