import { formatMs, formatPercent, formatWhole } from "../format";
import { BURN_WINDOWS, type BurnSpeed } from "../sla/burn-windows";
import type { Judged } from "../uptime/uptime";
import type { BurnPair } from "./burn-rate";

/** "burns 20.1 × over 1 h (24 of 1,204 attempts failed) and 18 × over 5 min (2 of 111), limit 14.4 ×". */
export function describeBurn(pair: BurnPair): string {
  const { long, short, longMinutes, shortMinutes, longCounts, shortCounts, factor } = pair;
  if (long === null) return "no attempts";
  const over = (rate: number, minutes: number) => `${times(rate)} over ${minutesText(minutes)}`;
  const ofLong = `${formatWhole(longCounts.failed)} of ${attemptsText(longCounts.ok + longCounts.failed)} failed`;
  const now =
    short === null
      ? `had no attempts in ${minutesText(shortMinutes)}`
      : `${over(short, shortMinutes)} (${formatWhole(shortCounts.failed)} of ${formatWhole(shortCounts.ok + shortCounts.failed)})`;
  return `burns ${over(long, longMinutes)} (${ofLong}) and ${now}, limit ${times(factor)}`;
}

/** "12.5 % of 320 attempts failed in 15 min (limit 5 %)". */
export function describeErrorRate({ ok, failed }: Judged, above: number, windowMinutes: number): string {
  const n = ok + failed;
  if (n === 0) return `no attempts in ${minutesText(windowMinutes)}`;
  return `${formatPercent(failed / n)} of ${attemptsText(n)} failed in ${minutesText(windowMinutes)} (limit ${formatPercent(above)})`;
}

export type PercentileMeasure = {
  metric: "ttft_ms" | "duration_ms";
  percentile: string;
  valueMs: number | null;
  aboveMs: number;
  n: number;
  needed: number;
  windowMinutes: number;
};

/** "p95 of duration 2.4 s in 1 h (limit 2 s), 812 samples". */
export function describePercentile(measure: PercentileMeasure): string {
  const { metric, percentile, valueMs, aboveMs, n, needed, windowMinutes } = measure;
  const name = `${percentile} of ${metric === "ttft_ms" ? "TTFT" : "duration"}`;
  if (n < needed)
    return `${name} needs ${formatWhole(needed)} samples; ${formatWhole(n)} in ${minutesText(windowMinutes)}`;
  return `${name} ${formatMs(valueMs)} in ${minutesText(windowMinutes)} (limit ${formatMs(aboveMs)}), ${formatWhole(n)} samples`;
}

/** "5 min", "6 h" or "3 d". */
export function minutesText(minutes: number): string {
  if (minutes % 1_440 === 0) return `${minutes / 1_440} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** The long windows of burn rates: "1 h, 6 h and 3 d". */
export function speedsText(speeds: readonly BurnSpeed[]): string {
  const texts = speeds.map((speed) => minutesText(BURN_WINDOWS[speed].longMinutes));
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(texts);
}

function times(rate: number): string {
  return `${Number(rate.toPrecision(3))} ×`;
}

function attemptsText(n: number): string {
  return `${formatWhole(n)} ${n === 1 ? "attempt" : "attempts"}`;
}
