import type { Failover } from "@/lib/contract/policy";
import type { ModelTrafficRow } from "@/lib/contract/tier-traffic";
import { alarmsByCause, type FalseAlarms, falseAlarms } from "@/lib/domain/thresholds/false-alarms";
import { type ModelTraffic, shareAbove } from "@/lib/domain/thresholds/model-traffic";
import { type TimeToDetect, timeToDetect } from "@/lib/domain/thresholds/time-to-detect";
import { SPAN_SECONDS } from "@/lib/domain/thresholds/traffic-course";
import { triggersOf } from "@/lib/domain/thresholds/trigger";
import { windowHolds } from "@/lib/domain/thresholds/window-content";
import { healthyTraffic, type TrafficPlace } from "./traffic-places";

/** The share of bad requests for which the time to notice is given, beside all of them. */
export const OUTAGE_SHARE = 0.05;

/**
 * When a window holds what a verdict needs: at any hour, in some hours, only where more requests than usual come at once, or
 * at no time of the days it was computed from.
 */
type Reach = "always" | "some" | "burst" | "never";

/** What the thresholds mean for one primary on its own traffic. */
export type ThresholdStats = {
  region: string;
  model: string;
  row: ModelTrafficRow;
  traffic: ModelTraffic;
  alarms: FalseAlarms;
  /** The alarms of both rules by cause, a day. */
  parts: { errors: number; latency: number };
  reach: Reach;
  /** Of the hours with traffic, those in which an average window holds enough. */
  judgedHours: number;
  /** Attempts a window holds at the traffic the counts are given for (`alarms.perSecond`), and that of the busiest quarter hour. */
  holds: number;
  busiestPerSecond: number;
  /** Of healthy samples, those above the latency limit; null without a limit or samples. */
  slowShare: number | null;
  /** Null where the trigger can never fire. */
  detection: { partial: TimeToDetect | null; total: TimeToDetect | null };
  /** The same when so many answers are slow instead; null without a limit or samples. */
  detectsSlow: TimeToDetect | null;
};

/** The numbers of the place with the most false alarms, of those with healthy traffic; null without any. */
export function worstThresholdStats(failover: Failover, places: readonly TrafficPlace[]): ThresholdStats | null {
  let worst: Compared | null = null;
  for (const place of places) {
    const traffic = place.row && healthyTraffic(place.row);
    if (!place.row || !traffic) continue;
    const compared = { place, row: place.row, traffic, alarms: falseAlarms(failover, traffic) };
    if (!worst || isWorse(compared, worst)) worst = compared;
  }
  return worst && thresholdStats(failover, worst);
}

function thresholdStats(failover: Failover, { place, row, traffic, alarms }: Compared): ThresholdStats {
  const { latency } = failover;
  const { perSecond } = alarms;
  const shares = latency && traffic[latency.metric];
  const [errors, slow] = triggersOf(failover, { ...traffic, perSecond });
  const { judgedTime } = alarms.errors;
  const judgedHours = judgedTime > 0 ? Math.max(1, Math.round(judgedTime * row.hours)) : 0;
  const reach = reachOf(failover, judgedHours, row);
  const canFire = errors !== undefined && reach !== "never";
  return {
    region: place.region,
    model: place.model,
    row,
    traffic,
    alarms,
    parts: alarmsByCause(alarms),
    reach,
    judgedHours,
    holds: windowHolds(failover, perSecond),
    busiestPerSecond: Math.max(...(traffic.course ?? []), traffic.perSecond),
    slowShare: latency && shares ? shareAbove(shares, latency.max_ms) : null,
    detection: {
      partial: canFire ? timeToDetect(errors, OUTAGE_SHARE) : null,
      total: canFire ? timeToDetect(errors, 1) : null,
    },
    detectsSlow: slow && canFire ? timeToDetect(slow, OUTAGE_SHARE) : null,
  };
}

function reachOf(
  failover: Failover,
  judgedHours: number,
  { hours, judged_by_quarter: quarters }: ModelTrafficRow,
): Reach {
  if (judgedHours > 0) return judgedHours >= hours ? "always" : "some";
  // Whatever quarter hours a window touches, none of them held more; those that are over are all that is known.
  const touched = Math.ceil(failover.window_seconds / SPAN_SECONDS) + 1;
  const most = Math.max(0, ...quarters) * touched;
  return quarters.some((count) => count > 0) && most < failover.min_requests ? "never" : "burst";
}

type Compared = { place: TrafficPlace; row: ModelTrafficRow; traffic: ModelTraffic; alarms: FalseAlarms };

/** More alarms while it is in use; where there are none, more traffic. */
function isWorse(one: Compared, other: Compared): boolean {
  const rate = ({ perDay, avoidedShare }: FalseAlarms) => perDay / Math.max(1 - avoidedShare, 1e-9);
  const difference = rate(one.alarms) - rate(other.alarms);
  return difference === 0 ? one.traffic.perSecond > other.traffic.perSecond : difference > 0;
}
