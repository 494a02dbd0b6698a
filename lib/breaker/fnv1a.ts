const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const encoder = new TextEncoder();

/** FNV-1a of the UTF-8 bytes, 32 bits, unsigned: the same in every router that shares traffic by it. */
export function fnv1a32(text: string): number {
  return fnv1a32OfBytes(encoder.encode(text));
}

/** The same of bytes that are at hand already. */
export function fnv1a32OfBytes(bytes: Uint8Array): number {
  let hash = OFFSET_BASIS;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** The text's fixed place in [0, 1): below a share s, it belongs to that share, and to every larger one. */
export function hashShare(text: string): number {
  return fnv1a32(text) / 2 ** 32;
}
