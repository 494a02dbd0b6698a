import { parseInstantUs } from "@/lib/domain/time/instant";
import { zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";

const NAIVE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/;
const WITH_SPACE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?(Z|[+-]\d{2}:?\d{2}|UTC)$/i;

/**
 * The instant a file means, in epoch µs, or null when it cannot be told.
 *
 * Text with an offset is what it says; naive text is local time of `zone`, and nothing without one; a number is epoch
 * milliseconds. A local time that a clock change repeats means the first of the two, one that it skips the time after.
 */
export function parseTimeUs(value: unknown, zone: string | null): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? Math.round(value * 1000) : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  const spaced = WITH_SPACE.exec(text);
  if (spaced) {
    const offset = /^(z|utc)$/i.test(spaced[3] ?? "") ? "Z" : (spaced[3] ?? "").replace(/^(.\d{2}):?/, "$1:");
    return parseInstantUs(`${spaced[1]}T${spaced[2]}${offset}`);
  }
  const naive = NAIVE.exec(text);
  if (!naive) return parseInstantUs(text);
  if (zone === null) return null;
  const localUs = parseInstantUs(`${naive[1]}T${naive[2]}Z`);
  return localUs === null ? null : localUs - offsetAtLocalMs(Math.floor(localUs / 1000), zone) * 1000;
}

function offsetAtLocalMs(localMs: number, zone: string): number {
  const before = zoneOffsetMs(localMs - DAY_MS, zone);
  const after = zoneOffsetMs(localMs + DAY_MS, zone);
  // The offset of the day before gives the first of two, and jumps over a gap; unless the change lies behind already.
  return zoneOffsetMs(localMs - before, zone) === before ? before : skippedOrAfter(localMs, zone, before, after);
}

function skippedOrAfter(localMs: number, zone: string, before: number, after: number): number {
  return zoneOffsetMs(localMs - after, zone) === after ? after : before;
}
