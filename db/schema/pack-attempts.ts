import { VarintReader, writeVarint } from "@/lib/domain/sketch/sketch-varint";

// Three varints of at most eight bytes.
const BYTES_MAX = 24;
const WIDTH = 4;

/**
 * Base64 of three varints for each attempt of four numbers (end, failure, duration, TTFT or −1): the way from the end
 * before, duration and failure, and TTFT + 1 or 0 for none.
 */
export function packAttempts(attempts: readonly number[]): string {
  const bytes = Buffer.allocUnsafe((attempts.length / WIDTH) * BYTES_MAX);
  let at = 0;
  let before = 0;
  for (let index = 0; index < attempts.length; index += WIDTH) {
    const endUs = attempts[index] ?? 0;
    const failed = attempts[index + 1] ?? 0;
    const durationUs = attempts[index + 2] ?? 0;
    const ttftUs = attempts[index + 3] ?? -1;
    const way = endUs - before;
    at = writeVarint(bytes, at, way < 0 ? -2 * way - 1 : 2 * way);
    at = writeVarint(bytes, at, durationUs * 2 + failed);
    at = writeVarint(bytes, at, ttftUs + 1);
    before = endUs;
  }
  return bytes.toString("base64", 0, at);
}

export function unpackAttempts(text: string): number[] {
  const reader = new VarintReader(Buffer.from(text, "base64"));
  const attempts: number[] = [];
  let endUs = 0;
  while (!reader.done) {
    const way = reader.next();
    const duration = reader.next();
    endUs += way % 2 === 1 ? -(way + 1) / 2 : way / 2;
    attempts.push(endUs, duration % 2, Math.floor(duration / 2), reader.next() - 1);
  }
  return attempts;
}
