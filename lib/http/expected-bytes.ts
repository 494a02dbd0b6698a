// What log records shrink to is about a tenth; a bomb is caught where it is unpacked.
const UNPACKED_PER_PACKED = 20;
// Exporters of traces send in chunks, and seldom a hundredth of what may be sent.
const UNDECLARED_BYTES = 4 * 1024 * 1024;

/** About how many bytes a request's body will hold once unpacked, by its headers: at most `maxBytes`. */
export function expectedBytes(headers: Headers, maxBytes: number): number {
  const sent = Number(headers.get("content-length") ?? Number.NaN);
  if (Number.isNaN(sent)) return Math.min(maxBytes, UNDECLARED_BYTES);
  return Math.min(maxBytes, headers.has("content-encoding") ? sent * UNPACKED_PER_PACKED : sent);
}
