import { createHash } from "node:crypto";

/** A file of which parts are read, wherever it is. */
export type StoredFile = {
  byteLength: number;
  slice: (start: number, end?: number) => Promise<ArrayBuffer>;
  close: () => Promise<void>;
};

const PIECE_BYTES = 4 * 1024 * 1024;

/** SHA-256 of a whole file in hexadecimal. */
export async function sha256Of(file: StoredFile): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < file.byteLength; at += PIECE_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, Math.min(at + PIECE_BYTES, file.byteLength))));
  }
  return hash.digest("hex");
}
