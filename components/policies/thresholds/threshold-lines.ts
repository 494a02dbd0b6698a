import type { Failover } from "@/lib/contract/policy";
import { formatWhole } from "@/lib/domain/format";
import type { TimeToDetect } from "@/lib/domain/thresholds/time-to-detect";
import { describeDetection, formatPerDay, formatRate, formatShare, MOSTLY_OUT } from "./describe-stats";
import type { ThresholdStats } from "./threshold-stats";
import type { TrafficPlace } from "./traffic-places";

export type StatLine = { label: string; text: string; isWarning: boolean };

/** A model that opens more often than this while nothing is wrong deserves a second look. */
const ALARMS_A_DAY = 1;
/** A busy hour with more than this many times the traffic of the middle one is worth a word. */
const UNEVEN = 1.5;

/** Whose traffic the numbers are of. */
export function describePlace(stats: ThresholdStats, places: readonly TrafficPlace[]): string {
  const { region, model, row, alarms, busiestPerSecond: busiest } = stats;
  const known = places.filter((place) => place.row !== null).length;
  const kind = alarms.perDay > 0 && stats.reach !== "never" ? "the worst" : "the busiest";
  const which = known > 1 ? `, ${kind} of ${known} regions` : "";
  const { median } = row.judged_per_second;
  const rate =
    busiest > UNEVEN * median
      ? `${formatRate(median)} in the median hour, up to ${formatRate(busiest)}`
      : formatRate(median);
  const hours = `${formatWhole(row.healthy_hours)} healthy of ${formatWhole(row.hours)} hours with traffic in 7 days`;
  return `${region}/${model}${which}: ${rate}, ${hours}`;
}

/** False alarms, how soon an outage is noticed, and when anything is judged, in a line each. */
export function statLines(failover: Failover, stats: ThresholdStats): StatLine[] {
  const { alarms, detection, detectsSlow, slowShare } = stats;
  const detectionLine = (label: string, detection: TimeToDetect | null): StatLine => ({
    label,
    text: detectionText(detection, stats),
    isWarning: detection === null || stats.reach === "burst",
  });
  return [
    {
      label: "False alarms",
      text: alarmsText(stats),
      isWarning: alarms.perDay > ALARMS_A_DAY || alarms.avoidedShare > 0.01,
    },
    detectionLine("Detects a 5 % outage", detection.partial),
    detectionLine("Detects a total outage", detection.total),
    ...(failover.latency && slowShare !== null ? [detectionLine("Detects 5 % slow answers", detectsSlow)] : []),
    ...reachLine(failover, stats),
  ];
}

function detectionText(detection: TimeToDetect | null, { reach, alarms }: ThresholdStats): string {
  if (detection && reach === "burst") return "hardly ever: a window seldom holds enough requests";
  const text = describeDetection(detection, alarms.perSecond);
  return detection && reach === "some" ? `${text}, in hours with enough requests` : text;
}

function alarmsText({ alarms, parts, reach, row }: ThresholdStats): string {
  const { errors, latency, perDay, avoidedShare } = alarms;
  if (reach === "never" || (errors.never && (latency === null || latency.never))) {
    return "none: nothing can fire at this traffic";
  }
  if (perDay === 0)
    return `none expected: no failure in ${formatWhole(row.healthy.judged)} healthy requests, nor an answer above the limit`;
  if (avoidedShare >= MOSTLY_OUT) {
    const alone = latency
      ? `: by failures alone ${formatShare(errors.avoidedShare)}, by latency alone ${formatShare(latency.avoidedShare)}`
      : "";
    return `a healthy model is out ${formatShare(avoidedShare)} of the time${alone}`;
  }
  const of = latency ? ` (failures ${formatPerDay(parts.errors)}, latency ${formatPerDay(parts.latency)})` : "";
  const avoided =
    avoidedShare < 0.00005
      ? ""
      : `, which take the healthy model out of rotation ${formatShare(avoidedShare)} of the time`;
  return `${formatPerDay(perDay)}${of}${avoided}`;
}

/** Whether a window holds enough only in some hours, or hardly ever. */
function reachLine({ min_requests: least, window_seconds }: Failover, stats: ThresholdStats): StatLine[] {
  const { reach, holds, judgedHours, row, alarms } = stats;
  const label = "When it decides";
  const needed = `of the ${formatWhole(least)} requests needed`;
  const busiest = `even in the busiest quarter hour, at ${formatRate(alarms.perSecond)}`;
  if (reach === "always") return [];
  if (reach === "some") {
    const text = `in ${formatWhole(judgedHours)} of ${formatWhole(row.hours)} hours: below ${formatRate(least / window_seconds)} a window holds too few ${needed}`;
    return [{ label, text, isWarning: alarms.errors.judgedTime < 0.5 }];
  }
  const text =
    reach === "never"
      ? `cannot fire: a window holds ${formatWhole(holds)} ${needed}, ${busiest}`
      : `hardly ever: a window holds about ${formatWhole(holds)} ${needed}, ${busiest}; only a burst fills it`;
  return [{ label, text, isWarning: true }];
}
