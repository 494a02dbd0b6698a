import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/**
 * SHA-256 over the bytes of a file as they are, as hexadecimal digits; reports the share read so far.
 *
 * Not the browser's own, which wants all bytes at once and is there on https only.
 */
export async function fileDigest(file: File, onProgress: (share: number) => void): Promise<string> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  let done = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    hash.update(next.value);
    done += next.value.length;
    onProgress(done / Math.max(file.size, 1));
  }
  return bytesToHex(hash.digest());
}
