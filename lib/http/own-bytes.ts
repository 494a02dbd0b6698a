/** Bytes whose buffer holds nothing else, so that it can be given to another thread: the same ones where they are such. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  // Node hands out small buffers as parts of one that others still use.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer);
  return new Uint8Array(bytes);
}
