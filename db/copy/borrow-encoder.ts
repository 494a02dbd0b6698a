import { CopyEncoder } from "./copy-encoder";

const idle: CopyEncoder[] = [];
const IDLE_MAX = 8;
const KEEP_BYTES_MAX = 32 * 1024 * 1024;

/** An encoder for one COPY; give it back with returnEncoder once the COPY is over. */
export function borrowEncoder(): CopyEncoder {
  const encoder = idle.pop() ?? new CopyEncoder();
  encoder.reset();
  return encoder;
}

/** Takes an encoder back; one grown very large is let go. */
export function returnEncoder(encoder: CopyEncoder): void {
  if (idle.length < IDLE_MAX && encoder.bytes.length <= KEEP_BYTES_MAX) idle.push(encoder);
}
