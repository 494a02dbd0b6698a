import type { BreakerFeedGroup } from "@/lib/domain/breaker-feed";
import { VarintReader, writeVarint } from "@/lib/domain/sketch-varint";

/** A group as the feed keeps it: its attempts as packAttempts writes them, or as plain numbers in rows from before. */
export type StoredFeedGroup = Omit<BreakerFeedGroup, "attempts"> & { attempts: string | number[] };

// Three varints of at most eight bytes.
const BYTES_MAX = 24;
const WIDTH = 4;

/** The groups with their attempts packed: PostgreSQL takes ten times as long to read numbers in JSON as one text. */
export function packFeed(groups: readonly BreakerFeedGroup[]): StoredFeedGroup[] {
  return groups.map((group) => ({ ...group, attempts: packAttempts(group.attempts) }));
}

/** The groups as they were, whichever way they are kept. */
export function unpackFeed(groups: readonly StoredFeedGroup[]): BreakerFeedGroup[] {
  return groups.map(({ attempts, ...group }) => ({
    ...group,
    attempts: typeof attempts === "string" ? unpackAttempts(attempts) : attempts,
  }));
}

/** Base64 of three varints each: the way from the end before, duration and failure, and TTFT + 1 or 0 for none. */
function packAttempts(attempts: readonly number[]): string {
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

function unpackAttempts(text: string): number[] {
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
