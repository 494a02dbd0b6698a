import type { DetectionRow, Detections } from "@/lib/contract/detections";
import type { DetectedEvent } from "@/lib/domain/detectors/detected-event";
import { describeEffect } from "@/lib/domain/detectors/measure-labels";
import { formatCount, formatInstant, formatMs, formatPercent, formatRate, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** What was found of one event, as it is answered. */
export type FoundEvent = DetectedEvent<DetectionRow>;

/** A value in the unit of its measure. */
export function formatMeasured(measure: string, value: number): string {
  if (measure === "output_tokens_per_s") return formatRate(value);
  if (measure.includes("_ms")) return formatMs(value);
  if (measure === "reasoning_share") return formatPercent(value, 1);
  return t("{count} tokens", { count: formatCount(Math.round(value)) });
}

/** "p95 of duration +38.0 % (+31.0 % to +45.0 %) since 2026-03-08 14:00 UTC, n = 4,120"; its end where it is over. */
export function describeEvent(event: FoundEvent, zone: string): string {
  const { since, ended_at, attempts, headlines } = event;
  const changes = headlines.map((change) => describeEffect(change));
  const texts = {
    what: [...namesOf(event), ...changes].join(", ") || t("Changed"),
    since: formatInstant(since, zone, "minute"),
    n: formatWhole(attempts),
  };
  return ended_at
    ? t("{what} from {since} to {end}, n = {n}", { ...texts, end: formatInstant(ended_at, zone, "minute") })
    : t("{what} since {since}, n = {n}", texts);
}

function namesOf({ returned_model: name, former_models }: FoundEvent): string[] {
  if (name === null) return [];
  return [
    former_models && former_models.length > 0
      ? t("Answers say {name}, formerly {former}", { name, former: former_models.join(", ") })
      : t("Answers say {name}", { name }),
  ];
}

/** What may be the reason instead of other weights; null where nothing else is known. */
export function caveatOf({ kinds, may_be_callers }: FoundEvent): string | null {
  if (!kinds.includes("swap")) return null;
  if (may_be_callers) return t("Traffic changed at the same time: other callers may be the reason");
  return t("Another model may answer under this name; a new system prompt can look the same");
}

type Stretch = Pick<FoundEvent, "model" | "provider" | "region" | "since" | "ended_at">;

/** The attempts of a detection or an event, in the explorer. */
export function detectionHref({ model, provider, region, since, ended_at }: Stretch, asOf: string): string {
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
