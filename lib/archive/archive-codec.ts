import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** Node 20 has no zstd; of what it has, brotli makes the smallest files. docs/performance.md has the measurements. */
export const ARCHIVE_CODEC = "BROTLI";
const QUALITY = 5;

export const archiveCompressors = {
  BROTLI: (bytes: Uint8Array): Uint8Array =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
};

export const archiveDecompressors = {
  BROTLI: (bytes: Uint8Array): Uint8Array => brotliDecompressSync(bytes),
};
