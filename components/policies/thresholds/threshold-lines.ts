import type { Failover } from "@/lib/contract/policy";
import { formatWhole } from "@/lib/domain/format";
import type { TimeToDetect } from "@/lib/domain/thresholds/time-to-detect";
import { t } from "@/lib/messages/translate";
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
  const values = { place: `${region}/${model}`, known };
  const which =
    alarms.perDay > 0 && stats.reach !== "never"
      ? t("{place}, the worst of {known} regions", values)
      : t("{place}, the busiest of {known} regions", values);
  const { median } = row.judged_per_second;
  const rate =
    busiest > UNEVEN * median
      ? t("{median} in the median hour, up to {busiest}", { median: formatRate(median), busiest: formatRate(busiest) })
      : formatRate(median);
  const hours = t("{healthy} healthy of {hours} hours with traffic in 7 days", {
    healthy: formatWhole(row.healthy_hours),
    hours: formatWhole(row.hours),
  });
  return t("{place}: {rate}, {hours}", { place: known > 1 ? which : values.place, rate, hours });
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
      label: t("False alarms"),
      text: alarmsText(stats),
      isWarning: alarms.perDay > ALARMS_A_DAY || alarms.avoidedShare > 0.01,
    },
    detectionLine(t("Detects a 5 % outage"), detection.partial),
    detectionLine(t("Detects a total outage"), detection.total),
    ...(failover.latency && slowShare !== null ? [detectionLine(t("Detects 5 % slow answers"), detectsSlow)] : []),
    ...reachLine(failover, stats),
  ];
}

function detectionText(detection: TimeToDetect | null, { reach, alarms }: ThresholdStats): string {
  if (detection && reach === "burst") return t("hardly ever: a window seldom holds enough requests");
  const text = describeDetection(detection, alarms.perSecond);
  return detection && reach === "some" ? t("{when}, in hours with enough requests", { when: text }) : text;
}

function alarmsText({ alarms, parts, reach, row }: ThresholdStats): string {
  const { errors, latency, perDay, avoidedShare } = alarms;
  if (reach === "never" || (errors.never && (latency === null || latency.never))) {
    return t("none: nothing can fire at this traffic");
  }
  if (perDay === 0)
    return t("none expected: no failure in {count} healthy requests, nor an answer above the limit", {
      count: formatWhole(row.healthy.judged),
    });
  if (avoidedShare >= MOSTLY_OUT) {
    const share = formatShare(avoidedShare);
    return latency
      ? t("a healthy model is out {share} of the time: by failures alone {byErrors}, by latency alone {byLatency}", {
          share,
          byErrors: formatShare(errors.avoidedShare),
          byLatency: formatShare(latency.avoidedShare),
        })
      : t("a healthy model is out {share} of the time", { share });
  }
  const often = formatPerDay(perDay);
  const parted = latency
    ? t("{often} (failures {byErrors}, latency {byLatency})", {
        often,
        byErrors: formatPerDay(parts.errors),
        byLatency: formatPerDay(parts.latency),
      })
    : often;
  return avoidedShare < 0.00005
    ? parted
    : t("{often}, which take the healthy model out of rotation {share} of the time", {
        often: parted,
        share: formatShare(avoidedShare),
      });
}

/** Whether a window holds enough only in some hours, or hardly ever. */
function reachLine({ min_requests: least, window_seconds }: Failover, stats: ThresholdStats): StatLine[] {
  const { reach, holds, judgedHours, row, alarms } = stats;
  const label = t("When it decides");
  const values = { holds: formatWhole(holds), least: formatWhole(least), rate: formatRate(alarms.perSecond) };
  if (reach === "always") return [];
  if (reach === "some") {
    const text = t("in {count} of {hours} hours: below {rate} a window holds too few of the {least} requests needed", {
      count: formatWhole(judgedHours),
      hours: formatWhole(row.hours),
      rate: formatRate(least / window_seconds),
      least: formatWhole(least),
    });
    return [{ label, text, isWarning: alarms.errors.judgedTime < 0.5 }];
  }
  const text =
    reach === "never"
      ? t(
          "cannot fire: a window holds {holds} of the {least} requests needed, even in the busiest quarter hour, at {rate}",
          values,
        )
      : t(
          "hardly ever: a window holds about {holds} of the {least} requests needed, even in the busiest quarter hour, at {rate}; only a burst fills it",
          values,
        );
  return [{ label, text, isWarning: true }];
}
