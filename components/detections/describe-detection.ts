import type { DetectedChange, DetectionRow, Detections } from "@/lib/contract/detections";
import { headlineOf } from "@/lib/domain/detectors/headline";
import { describeChange } from "@/lib/domain/detectors/measure-labels";
import {
  formatChange,
  formatCount,
  formatInstant,
  formatMs,
  formatPercent,
  formatRate,
  formatWhole,
} from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** A value in the unit of its measure. */
export function formatMeasured(measure: string, value: number): string {
  if (measure === "output_tokens_per_s") return formatRate(value);
  if (measure.includes("_ms")) return formatMs(value);
  if (measure === "reasoning_share") return formatPercent(value, 1);
  return t("{count} tokens", { count: formatCount(Math.round(value)) });
}

/** "+31.2 % to +45.0 %"; an end that the samples are too few for is "?". */
export function formatInterval({ low, high }: Pick<DetectedChange, "low" | "high">): string {
  const end = (ratio: number | null) => (ratio === null ? "?" : formatChange(ratio - 1));
  return t("{low} to {high}", { low: end(low), high: end(high) });
}

/** "p95 of duration +38.0 % since 2026-03-08 14:00 UTC, n = 4,120"; its end where it is over. */
export function describeDetection(detection: DetectionRow, zone: string): string {
  const { since, ended_at, attempts } = detection;
  const texts = {
    what: [...namesOf(detection), ...changesOf(detection)].join(", ") || t("Changed"),
    since: formatInstant(since, zone, "minute"),
    n: formatWhole(attempts),
  };
  return ended_at
    ? t("{what} from {since} to {end}, n = {n}", { ...texts, end: formatInstant(ended_at, zone, "minute") })
    : t("{what} since {since}, n = {n}", texts);
}

function changesOf({ measures }: DetectionRow): string[] {
  const headline = headlineOf(measures.filter(({ found }) => found));
  return headline ? [describeChange(headline.measure, headline.ratio)] : [];
}

function namesOf({ returned_model: name, former_models }: DetectionRow): string[] {
  if (name === null) return [];
  return [
    former_models && former_models.length > 0
      ? t("Answers say {name}, formerly {former}", { name, former: former_models.join(", ") })
      : t("Answers say {name}", { name }),
  ];
}

/** What may be the reason instead of other weights; null where nothing else is known. */
export function caveatOf({ kind, may_be_callers }: DetectionRow): string | null {
  if (kind !== "swap") return null;
  if (may_be_callers) return t("Traffic changed at the same time: other callers may be the reason");
  return t("Another model may answer under this name; a new system prompt can look the same");
}

/** The attempts of a detection, in the explorer. */
export function detectionHref({ model, provider, region, since, ended_at }: DetectionRow, asOf: string): string {
  const params = new URLSearchParams({ model, provider, region, from: since, to: ended_at ?? asOf });
  return `/attempts?${params}`;
}

type WatchedSeries = Detections["series"][number];

/** How closely a series is watched: "A change of 20 % is found within 9 h". */
export function describeWatch({ state, hours_to_find }: WatchedSeries): string {
  const hours = Object.values(hours_to_find).filter((time) => time !== null);
  if (state === "learning") return t("Learning: needs a week of traffic to compare with");
  if (state === "frozen") return t("Paused: too little traffic in the last 24 h");
  if (state === "faint" || hours.length === 0)
    return t("Traffic too little or too restless to find 20 % within a week");
  return t("A change of 20 % is found within {hours} h", { hours: Math.min(...hours) });
}
