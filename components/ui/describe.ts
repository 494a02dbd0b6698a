import { formatCount, formatInstant, formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";

type Range = { from: string; to: string };
type Format = (value: number | null) => string;

/** "2026-03-01 14:00 – 2026-03-02 14:00 UTC": a half-open window in the report zone. */
export function describeRange({ from, to }: Range, zone: string): string {
  const start = formatInstant(from, zone, "minute");
  const end = formatInstant(to, zone, "minute");
  const [startDay, startTime] = start.split(" ");
  const [endDay, endTime] = end.split(" ");
  const zoneText = end.split(" ").slice(2).join(" ");
  return startDay === endDay
    ? `${startDay} ${startTime} – ${endTime} ${zoneText}`
    : `${startDay} ${startTime} – ${endDay} ${endTime} ${zoneText}`;
}

const METHODS = {
  exact: message("exact"),
  sketch: message("sketch, within 1 %"),
  sample: message("of a sample of the window"),
};

/** How percentiles were computed, in a reader's words. */
export function describeMethod(method: keyof typeof METHODS): string {
  return t(METHODS[method]);
}

/** "n 12.3k", and what was counted. */
export function describeCount(n: number, of = ""): string {
  return `n ${formatCount(n)}${of === "" ? "" : ` ${of}`}`;
}

/** "812 ms – 849 ms", or why there is no band: too few samples to bound it from above. */
export function describeBand(band: readonly [number | null, number | null], format: Format = formatMs): string {
  const [low, high] = band;
  if (low === null && high === null) return t("too few samples for an interval");
  if (high === null) return t("{low} or more (too few samples to bound)", { low: format(low) });
  if (low === null) return t("up to {high}", { high: format(high) });
  return `${format(low)} – ${format(high)}`;
}

/** The short form of a band for table cells. */
export function shortBand(band: readonly [number | null, number | null], format: Format = formatMs): string {
  const [low, high] = band;
  if (low === null && high === null) return UNKNOWN_TEXT;
  return `${low === null ? "?" : format(low)} – ${high === null ? "?" : format(high)}`;
}

/** What a panel says while its numbers are not there. */
export function describeNoData(error: unknown): string {
  return error ? t("Not known") : t("Loading…");
}
