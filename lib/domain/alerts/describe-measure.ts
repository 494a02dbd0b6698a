import { currentLocale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";
import { formatMs, formatPercent, formatWhole } from "../format";
import { BURN_WINDOWS, type BurnSpeed } from "../sla/burn-windows";
import type { Judged } from "../uptime/uptime";
import type { BurnPair } from "./burn-rate";

/** "burns 20.1 × over 1 h (24 of 1,204 attempts failed) and 18 × over 5 min (2 of 111), limit 14.4 ×". */
export function describeBurn(pair: BurnPair): string {
  const { long, short, longMinutes, shortMinutes, longCounts, shortCounts, factor } = pair;
  if (long === null) return t("no attempts");
  const values = {
    ...{ burn: times(long), window: minutesText(longMinutes), failed: formatWhole(longCounts.failed) },
    ...{ count: longCounts.ok + longCounts.failed, shortWindow: minutesText(shortMinutes), limit: times(factor) },
  };
  return short === null
    ? t(
        "burns {burn} over {window} ({failed} of {count, plural, one {# attempt} other {# attempts}} failed) and had no attempts in {shortWindow}, limit {limit}",
        values,
      )
    : t(
        "burns {burn} over {window} ({failed} of {count, plural, one {# attempt} other {# attempts}} failed) and {shortBurn} over {shortWindow} ({shortFailed} of {shortCount}), limit {limit}",
        {
          ...{ ...values, shortBurn: times(short), shortFailed: formatWhole(shortCounts.failed) },
          shortCount: formatWhole(shortCounts.ok + shortCounts.failed),
        },
      );
}

/** "12.5 % of 320 attempts failed in 15 min (limit 5 %)". */
export function describeErrorRate({ ok, failed }: Judged, above: number, windowMinutes: number): string {
  const count = ok + failed;
  const window = minutesText(windowMinutes);
  if (count === 0) return t("no attempts in {window}", { window });
  return t("{rate} of {count, plural, one {# attempt} other {# attempts}} failed in {window} (limit {limit})", {
    ...{ rate: formatPercent(failed / count), count, window, limit: formatPercent(above) },
  });
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
  const name =
    metric === "ttft_ms" ? t("{percentile} of TTFT", { percentile }) : t("{percentile} of duration", { percentile });
  const window = minutesText(windowMinutes);
  if (n < needed)
    return t("{name} needs {needed} samples; {n} in {window}", {
      ...{ name, needed: formatWhole(needed), n: formatWhole(n), window },
    });
  return t("{name} {value} in {window} (limit {limit}), {n} samples", {
    ...{ name, value: formatMs(valueMs), window, limit: formatMs(aboveMs), n: formatWhole(n) },
  });
}

/** "5 min", "6 h" or "3 d". */
export function minutesText(minutes: number): string {
  if (minutes % 1_440 === 0) return t("{count} d", { count: minutes / 1_440 });
  return minutes % 60 === 0 ? t("{count} h", { count: minutes / 60 }) : t("{count} min", { count: minutes });
}

/** The long windows of burn rates: "1 h, 6 h and 3 d". */
export function speedsText(speeds: readonly BurnSpeed[]): string {
  const texts = speeds.map((speed) => minutesText(BURN_WINDOWS[speed].longMinutes));
  const locale = currentLocale();
  return new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type: "conjunction" }).format(texts);
}

function times(rate: number): string {
  return `${Number(rate.toPrecision(3))} ×`;
}
