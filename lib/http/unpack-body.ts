import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { AppError, isAppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { limitConcurrency } from "./limit-concurrency";

const MIB = 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ["gzip", () => createGunzip({ chunkSize: CHUNK_BYTES })],
  ["x-gzip", () => createGunzip({ chunkSize: CHUNK_BYTES })],
  ["br", () => createBrotliDecompress({ chunkSize: CHUNK_BYTES })],
]);

/** Ten thousand records that differ in their number only shrink to a 460th at most; what is shrunk to less is no log. */
const MAX_RATIO = 1_000;
/** What a body of any size may unpack to. */
const ANY_RATIO_BYTES = MIB;

// A decoder keeps up to 16 MiB of its own, whatever is in it; two at a time are as fast as many on the few cores there are.
const inTurn = limitConcurrency(2);

/** Whether a Content-Encoding can be unpacked here. */
export function isPacked(encoding: string): boolean {
  return DECODERS.has(encoding);
}

/**
 * The bytes of a packed body, told of as they appear; throws TOO_LARGE as soon as they are more than allowed.
 *
 * Throws INVALID for a damaged or cut body, and what `onBytes` throws.
 */
export function unpackBody(
  packed: Uint8Array,
  options: { encoding: string; maxBytes: number; onBytes: (bytes: number) => void },
): Promise<Buffer> {
  const { encoding, maxBytes, onBytes } = options;
  const createDecoder = DECODERS.get(encoding);
  if (!createDecoder) throw new Error(`${encoding} cannot be unpacked`);
  const ratioBytes = ANY_RATIO_BYTES + packed.byteLength * MAX_RATIO;
  return inTurn(async () => {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      await pipeline([packed], createDecoder(), async (unpacked: AsyncIterable<Buffer>) => {
        for await (const chunk of unpacked) {
          length += chunk.byteLength;
          if (length > maxBytes) throw tooLarge(maxBytes);
          if (length > ratioBytes) {
            throw new AppError("TOO_LARGE", `The body unpacks to more than ${MAX_RATIO} times its size`);
          }
          onBytes(length);
          chunks.push(chunk);
        }
      });
    } catch (cause) {
      if (isAppError(cause)) throw cause;
      throw new AppError("INVALID", `The body is not valid ${encoding}, or it is cut short`, { cause });
    }
    return Buffer.concat(chunks, length);
  });
}

export function tooLarge(maxBytes: number): AppError {
  const limit = maxBytes >= MIB ? `${maxBytes / MIB} MiB` : `${maxBytes} bytes`;
  return new AppError("TOO_LARGE", t("The body may hold at most {limit}", { limit }));
}
