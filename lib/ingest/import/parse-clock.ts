import { parseInstantUs } from "@/lib/domain/time/instant";
import { DAY_US, HOUR_US, MINUTE_US, SECOND_US } from "@/lib/domain/time/units";

/** Where times come from in a file without any: a start, and a step per row. */
export type Clock = { start: { atUs: number } | { beforeNowUs: number }; stepUs: number };

const UNIT_US: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1_000,
  s: SECOND_US,
  m: MINUTE_US,
  h: HOUR_US,
  d: DAY_US,
};

/** Reads "now-1h,1s" or "2026-03-01T00:00:00Z,250ms", or null when it is neither. */
export function parseClock(text: string): Clock | null {
  const comma = text.lastIndexOf(",");
  if (comma < 0) return null;
  const start = parseStart(text.slice(0, comma).trim());
  const stepUs = parseSpanUs(text.slice(comma + 1).trim());
  return start === null || stepUs === null ? null : { start, stepUs };
}

/** The instant of a row: the start, and one step more for each row before it. */
export function clockInstantUs(clock: Clock, row: number, nowUs: number): number {
  const startUs = "atUs" in clock.start ? clock.start.atUs : nowUs - clock.start.beforeNowUs;
  return startUs + row * clock.stepUs;
}

function parseStart(text: string): Clock["start"] | null {
  if (text === "now") return { beforeNowUs: 0 };
  if (text.startsWith("now-")) {
    const beforeNowUs = parseSpanUs(text.slice("now-".length));
    return beforeNowUs === null ? null : { beforeNowUs };
  }
  const atUs = parseInstantUs(text);
  return atUs === null ? null : { atUs };
}

function parseSpanUs(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(us|ms|s|m|h|d)$/.exec(text);
  const unitUs = UNIT_US[match?.[2] ?? ""];
  return match && unitUs ? Math.round(Number(match[1]) * unitUs) : null;
}
